#pragma once

#include "adapters/pdf/flow.hpp"
#include "engine/invoice/letterhead.hpp"

namespace makegood::pdf {

/// A paragraph over the whole width, on one page while it has at most twelve lines; a longer one breaks between lines,
/// two of which stay together at either end.
void add_paragraph(Flow& flow, const Sheet& sheet, const std::string& text, const Style& style, bool with_next = false);

/// The thanks and who signs, together on one page.
void add_closing(Flow& flow, const Sheet& sheet, const Letterhead& letterhead);

}  // namespace makegood::pdf
