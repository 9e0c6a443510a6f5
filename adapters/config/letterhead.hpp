#pragma once

#include "adapters/codec/json_reader.hpp"
#include "engine/invoice/letterhead.hpp"

namespace makegood::config {

/// letterhead.json: {"accent": "#1F4E79", "thanks", "signatory": {"name", "title"}, "footer": ["..."]}. Required:
/// accent, thanks, signatory.name where there is a signatory. At most four lines of footer. An accent that is too
/// light to be read on white paper is a finding. What is read is worth something only while there is no finding.
[[nodiscard]] Letterhead read_letterhead(codec::ObjectReader object);

}  // namespace makegood::config
