#pragma once

namespace makegood::app {

/// The `makegood` command. Returns the exit status: 0 done, 1 it could not be done (the reason is on standard error),
/// 2 the command line was not understood, 3 done, but something was found or left out that a person must look at.
int run(int argc, char** argv);

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_findings = 3;

}  // namespace makegood::app
