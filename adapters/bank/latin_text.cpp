#include "adapters/bank/latin_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "adapters/codec/utf8.hpp"

namespace makegood::bank {

namespace {

constexpr std::string_view unknown = ".";
constexpr std::size_t reference_characters_max = 35;

/// Base letters of a run of code points, one each; "." where there is none, or where there are two.
struct Run {
    char32_t first;
    std::string_view letters;
};

constexpr auto base_letters = std::to_array<Run>({
    {0x00C0, "AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY.saaaaaa.ceeeeiiiidnooooo.ouuuuy.y"},
    {0x0100, "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKkkLlLlLlL"},
    {0x0140, "lLlNnNnNnnNnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"},
    {0x01CD, "AaIiOoUuUuUuUuUu"},
    {0x01E6, "GgKkOoOo..j"},
    {0x01F8, "NnAa"},
    {0x0200, "AaAaEeEeIiIiOoOoRrRrUuUuSsTt"},
    {0x1E00, "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"},
    {0x1E40, "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"},
    {0x1E80, "WwWwWwWwWwXxXxYyZzZzZzhtwy....S."},
    {0x1EA0, "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOo"},
    {0x1EE0, "OoOoUuUuUuUuUuUuUuYyYyYyYy"},
});
static_assert(std::ranges::is_sorted(base_letters, {}, &Run::first));

/// What doesn't become one base letter. Where a row has a range, all of it.
struct Replacement {
    char32_t first;
    char32_t last;
    std::string_view text;
};

constexpr auto replacements = std::to_array<Replacement>({
    {'\t', '\r', " "},      {'"', '"', "'"},        {'&', '&', "+"},        {';', ';', ","},
    {'[', '[', "("},        {'\\', '\\', "/"},      {']', ']', ")"},        {'_', '_', "-"},
    {'`', '`', "'"},        {'{', '{', "("},        {'|', '|', "/"},        {'}', '}', ")"},
    {'~', '~', "-"},        {0x00A0, 0x00A0, " "},  {0x00AB, 0x00AB, "'"},  {0x00AD, 0x00AD, ""},
    {0x00B4, 0x00B4, "'"},  {0x00BB, 0x00BB, "'"},  {0x00C6, 0x00C6, "AE"}, {0x00DE, 0x00DE, "TH"},
    {0x00E6, 0x00E6, "ae"}, {0x00FE, 0x00FE, "th"}, {0x0132, 0x0132, "IJ"}, {0x0133, 0x0133, "ij"},
    {0x0152, 0x0152, "OE"}, {0x0153, 0x0153, "oe"}, {0x0300, 0x036F, ""},   {0x2000, 0x200A, " "},
    {0x200B, 0x200F, ""},   {0x2010, 0x2015, "-"},  {0x2018, 0x201F, "'"},  {0x2028, 0x2029, " "},
    {0x202A, 0x202E, ""},   {0x202F, 0x202F, " "},  {0x2060, 0x2064, ""},   {0x2212, 0x2212, "-"},
    {0x3000, 0x3000, " "},  {0xFEFF, 0xFEFF, ""},
});
static_assert(std::ranges::is_sorted(replacements, {}, &Replacement::first));

char32_t code_point(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(character[i])); };
    switch (character.size()) {
        case 1: return byte(0);
        case 2: return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3: return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        default: return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

std::optional<std::string_view> replacement_of(char32_t code) {
    const auto* const after = std::ranges::upper_bound(replacements, code, {}, &Replacement::first);
    if (after == replacements.begin() || code > (after - 1)->last) return std::nullopt;
    return (after - 1)->text;
}

std::string_view base_letter_of(char32_t code) {
    const auto* const after = std::ranges::upper_bound(base_letters, code, {}, &Run::first);
    if (after == base_letters.begin() || code - (after - 1)->first >= (after - 1)->letters.size()) return unknown;
    return (after - 1)->letters.substr(code - (after - 1)->first, 1);
}

/// `character` is one of UTF-8.
std::string_view latin_of(std::string_view character) {
    if (character.size() == 1 && is_bank_character(character.front())) return character;
    const char32_t code = code_point(character);
    if (const auto text = replacement_of(code)) return *text;
    return base_letter_of(code);
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_bank_character(char c) {
    constexpr std::string_view signs = " /-?:().,'+";
    return is_letter_or_digit(c) || signs.find(c) != signs.npos;
}

bool is_bank_reference(std::string_view text) {
    if (text.empty() || text.size() > reference_characters_max) return false;
    if (!std::ranges::all_of(text, is_bank_character)) return false;
    constexpr std::string_view not_at_ends = " /";
    return not_at_ends.find(text.front()) == not_at_ends.npos && not_at_ends.find(text.back()) == not_at_ends.npos &&
           text.find("//") == text.npos;
}

std::string to_latin(std::string_view text, std::size_t characters_max) {
    std::string latin;
    bool is_space_due = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = codec::character_bytes(text, at);
        const std::string_view became = bytes == 0 ? unknown : latin_of(text.substr(at, bytes));
        at += std::max<std::size_t>(1, bytes);
        if (became == " ") {
            is_space_due = !latin.empty();
            continue;
        }
        if (is_space_due && !became.empty()) {
            latin += ' ';
            is_space_due = false;
        }
        latin += became;
    }
    if (latin.size() > characters_max) latin.resize(characters_max);
    if (latin.ends_with(' ')) latin.pop_back();
    return latin;
}

bool has_letter_or_digit(std::string_view latin) {
    return std::ranges::any_of(latin, is_letter_or_digit);
}

}  // namespace makegood::bank
