#include "adapters/import/quoted.hpp"

namespace makegood::import {

std::string quoted(std::string_view text) {
    constexpr std::size_t shown_bytes_max = 60;
    if (text.empty()) return "nothing";
    if (text.size() <= shown_bytes_max) return "\"" + std::string(text) + "\"";
    std::size_t cut = shown_bytes_max;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return "\"" + std::string(text.substr(0, cut)) + "...\"";
}

}  // namespace makegood::import
