#include "engine/cel/needle.hpp"

#include <cstring>

namespace makegood::cel {

namespace {

/// How often a byte stands in what people write: the more to the left in the list the more often, others hardly ever.
std::size_t rarity(char c) {
    constexpr std::string_view often_first = " enitsraodluchgmpfbkwvyz.,-jxq";
    const std::size_t at = often_first.find(c);
    return at == std::string_view::npos ? often_first.size() : at;
}

}  // namespace

std::size_t find_text(std::string_view text, std::string_view sought, std::size_t from) {
    if (from > text.size()) return std::string_view::npos;
    if (sought.empty()) return from;
    const void* found = ::memmem(text.data() + from, text.size() - from, sought.data(), sought.size());
    if (found == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

Needle::Needle(std::string_view sought) : sought_(sought) {
    for (std::size_t i = 1; i < sought.size(); ++i) {
        if (rarity(sought[i]) > rarity(sought[rare_at_])) rare_at_ = i;
    }
}

bool Needle::is_in(std::string_view text) const {
    if (sought_.size() > text.size()) return false;
    if (sought_.empty()) return true;
    // Jumps from one rare byte to the next; a text that has it all too often is left to the search that cannot be slow.
    constexpr int tries_max = 16;
    const char* at = text.data() + rare_at_;
    const char* const end = text.data() + text.size() - (sought_.size() - 1 - rare_at_);
    for (int tries = 0; tries < tries_max; ++tries) {
        at = static_cast<const char*>(std::memchr(at, sought_[rare_at_], static_cast<std::size_t>(end - at)));
        if (at == nullptr) return false;
        if (std::memcmp(at - rare_at_, sought_.data(), sought_.size()) == 0) return true;
        if (++at == end) return false;
    }
    const auto from = static_cast<std::size_t>(at - rare_at_ - text.data());
    return find_text(text, sought_, from) != std::string_view::npos;
}

}  // namespace makegood::cel
