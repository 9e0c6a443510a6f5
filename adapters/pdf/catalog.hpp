#pragma once

#include <string>

namespace makegood::pdf {

/// Says in a document that cairo wrote that its structure may be relied on, and that its language is English: without
/// it readers for the blind ignore the structure. Cairo 1.16 can't say so. Appended as an incremental update (PDF
/// 32000-1, 7.5.6); a document of another shape than cairo's stays as it is.
void mark_as_tagged(std::string& pdf);

}  // namespace makegood::pdf
