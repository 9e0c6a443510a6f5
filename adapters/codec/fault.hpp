#pragma once

#include <string>
#include <vector>

namespace makegood::codec {

/// One finding in a document that came from outside, said so that its sender can mend it.
struct Fault {
    std::string pointer;   ///< RFC 6901 JSON Pointer; "" is the whole document
    std::string found;     ///< "the number 3.5", "nothing", "the field twice"
    std::string expected;  ///< "a text of 1 to 200 characters"
    bool operator==(const Fault&) const = default;
};

/// All findings of one document, in the order of reading. No more than this many: a hostile body must not make a long
/// answer.
using Faults = std::vector<Fault>;
inline constexpr std::size_t faults_max = 64;

/// "/lines/0/net: found nothing, expected a text of 1 to 20 characters"
[[nodiscard]] std::string in_words(const Fault& fault);

}  // namespace makegood::codec
