#pragma once

#include <string>
#include <vector>

#include "tests/crash/oracle.hpp"

namespace makegood::crash {

/// What a database looks like after its store came to an end that it did not choose.
struct Aftermath {
    std::vector<std::string> lost;   ///< acknowledged requests that are not there, or are answered differently
    std::vector<std::string> wrong;  ///< everything else that must not be, in words
    std::size_t kept = 0;            ///< acknowledged requests that are there
    std::size_t whole = 0;           ///< requests that nobody was told of and that are there, whole
    std::size_t absent = 0;          ///< requests that nobody was told of and that left nothing
    bool has_new_series = false;     ///< numbers began anew, as in a file that lacks what was seen of it before
};
/// The first few of each, for people.
[[nodiscard]] std::string in_words(const Aftermath& aftermath);

/// Opens the database with the default VFS and asks every request of the oracle again, with the same key and body:
///
/// - an acknowledged one is replayed with the identical answer;
/// - another is replayed, or is done now, and the oracle holds it as acknowledged from here on;
/// - the journal as it was found is the sum of the answers that are there, without a rest: so each request is there
///   whole or not at all;
/// - every word that was said can be read: keys are there with what they sealed;
///
/// then closes it and sees that SQLite finds the file whole, that verify finds the journal clean, and that a rebuild of
/// the projections changes no byte of any table.
[[nodiscard]] Aftermath judge(const std::string& path, Oracle& oracle, Crypto& crypto, const Company& company);

}  // namespace makegood::crash
