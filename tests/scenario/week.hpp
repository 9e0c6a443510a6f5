#pragma once

#include <string>

namespace makegood::scenario {

/// Lives through a story with the program itself, process by process, in a folder of its own, and returns its text with
/// what came out of every step written under its `then`. The same kind of document as those of live_through(), for what
/// takes files and days:
///
///     it is 2026-11-02 09:00:00               sets the clock of every process started from here on, UTC
///     file bank.xml                           a file of that name, its content indented below
///         <Document>...
///     when makegood import payments --db books.db bank.xml
///     then 3                                  its exit status; below it what it said, after "!" on standard error
///         payments   2 received, 0 bounced
///         ! bank.xml (7): found ...
///     when finance Ben POST /v1/refunds/RF-2026-000001/release
///     then 200: state                         of a server on books.db, which runs while requests follow one another
///         state: "instructed"
///     when somebody runs diff a.csv b.csv     another program, through the shell
///     then 0
///
/// A role may have a name behind it: another person. Ids are written claim-1, claim-2, ..., hashes (sha256).
/// After its last step the journal is verified; only when that finds something, the text says so.
/// Throws in words what is no story.
[[nodiscard]] std::string live_through_week(const std::string& story);

}  // namespace makegood::scenario
