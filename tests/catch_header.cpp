// Nothing: CMake needs one file of catch_main that uses its precompiled header.
