#include "engine/cel/spelling.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace makegood::cel {

namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters to put in, take out, change, or swap with their neighbour, to get from one to the other; capitals count for
/// nothing. (Damerau 1964, each letter swapped at most once.)
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::vector<std::size_t> row(other.size() + 1, i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const bool is_same = lower(one[i - 1]) == lower(other[j - 1]);
            row[j] = std::min({last[j - 1] + (is_same ? 0 : 1), last[j] + 1, row[j - 1] + 1});
            const bool is_swapped =
                i > 1 && j > 1 && lower(one[i - 1]) == lower(other[j - 2]) && lower(one[i - 2]) == lower(other[j - 1]);
            if (is_swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = std::exchange(last, std::move(row));
    }
    return last.back();
}

}  // namespace

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
    constexpr std::size_t letters_max = 60;
    if (written.size() > letters_max) return {};
    std::string_view best;
    std::size_t best_distance = (written.size() + 1) / 4 + 1;
    for (const std::string_view name : known) {
        if (name.size() > letters_max) continue;
        const std::size_t d = distance(written, name);
        if (d >= best_distance) continue;
        best = name;
        best_distance = d;
    }
    return best;
}

std::string list_of(std::span<const std::string> words, std::size_t words_max) {
    std::string text;
    const std::size_t told = words.size() > words_max + 1 ? words_max : words.size();
    for (std::size_t i = 0; i < told; ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    if (told < words.size()) text += ", or " + std::to_string(words.size() - told) + " others";
    return text;
}

std::string short_text(const Type& type) {
    constexpr std::size_t bytes_max = 80;
    std::string text = type.to_text();
    if (text.size() > bytes_max) text = text.substr(0, bytes_max) + "...";
    return text;
}

}  // namespace makegood::cel
