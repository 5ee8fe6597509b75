// cdktf reports crashes and checks for updates unless told not to; a test run talks to nobody.
process.env.CHECKPOINT_DISABLE = "1";
process.env.CDKTF_DISABLE_PLUGIN_CACHE_ENV = "1";
