#pragma once

#include <string>
#include <vector>

#include "engine/core/finding.hpp"

namespace makegood::codec {

/// One finding in a document that came from outside, said so that its sender can mend it.
using Fault = Finding;

/// All findings of one document, in the order of reading. No more than this many: a hostile body must not make a long
/// answer.
using Faults = std::vector<Fault>;
inline constexpr std::size_t faults_max = 64;

/// "/lines/0/net: found nothing, expected a text of 1 to 20 characters"
[[nodiscard]] std::string in_words(const Fault& fault);

}  // namespace makegood::codec
