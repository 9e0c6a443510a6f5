#include "adapters/export/journal_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "adapters/codec/utf8.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::exports {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t letter) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const Range& range) { return range.first <= letter && letter <= range.last; });
}

constexpr char32_t ideographic_space = 0x3000;
constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view ellipsis = "\u2026";

/// Controls, Unicode's separators (Zs, Zl, Zp), and what a reader may take for one of them.
constexpr std::array spaces = {Range{0x0000, 0x0020}, Range{0x007F, 0x00A0}, Range{0x1680, 0x1680},
                               Range{0x2000, 0x200A}, Range{0x2028, 0x2029}, Range{0x202F, 0x202F},
                               Range{0x205F, 0x205F}, Range{0x3000, 0x3000}};
/// They turn the direction of all that follows on the line, or are not seen at all.
constexpr std::array left_out = {Range{0x202A, 0x202E}, Range{0x2066, 0x2069}, Range{0xFEFF, 0xFEFF}};
/// Beyond ASCII, what is neither letter, digit nor mark: punctuation, symbols, pictures and private characters.
constexpr std::array symbols = {
    Range{0x00A1, 0x00A9}, Range{0x00AB, 0x00B4},   Range{0x00B6, 0x00B9},   Range{0x00BB, 0x00BF},
    Range{0x00D7, 0x00D7}, Range{0x00F7, 0x00F7},   Range{0x2000, 0x2BFF},   Range{0x2E00, 0x2E7F},
    Range{0x3001, 0x3004}, Range{0x3008, 0x3020},   Range{0x3030, 0x3030},   Range{0x30FB, 0x30FB},
    Range{0xE000, 0xF8FF}, Range{0xFD3E, 0xFD3F},   Range{0xFE10, 0xFE1F},   Range{0xFE30, 0xFE6F},
    Range{0xFF01, 0xFF0F}, Range{0xFF1A, 0xFF20},   Range{0xFF3B, 0xFF40},   Range{0xFF5B, 0xFF65},
    Range{0xFFE0, 0xFFFF}, Range{0x1F000, 0x1FAFF}, Range{0xE0000, 0x10FFFF}};

bool is_space(char32_t letter) {
    return letter < 0x7F ? letter <= 0x20 : is_in(spaces, letter);
}
bool is_left_out(char32_t letter) {
    return letter >= left_out.front().first && is_in(left_out, letter);
}
constexpr bool is_digit(char32_t letter) {
    return letter >= '0' && letter <= '9';
}
constexpr bool is_capital(char32_t letter) {
    return letter >= 'A' && letter <= 'Z';
}
constexpr bool is_small(char32_t letter) {
    return letter >= 'a' && letter <= 'z';
}

/// Texts that need no second look, nearly all of them: ASCII letters, digits and what joins them in numbers and names.
bool is_harmless(std::string_view text, JournalPlace place) {
    if (place == JournalPlace::account || text.size() > journal_text_bytes_max) return false;
    if (text.starts_with(' ') || text.ends_with(' ')) return false;
    char before = 0;
    for (char byte : text) {
        const auto letter = static_cast<unsigned char>(byte);
        const bool joins = byte == ' ' || byte == '-' || byte == '.' || byte == '/' || byte == '&' || byte == '_';
        if (!is_digit(letter) && !is_capital(letter) && !is_small(letter) && !joins) return false;
        if (byte == ' ' && before == ' ') return false;
        before = byte;
    }
    return true;
}

/// Takes the next character off `rest`; a byte that starts none stands for itself alone.
char32_t take(std::string_view& rest) {
    const std::size_t bytes = codec::character_bytes(rest, 0);
    const auto lead = static_cast<unsigned char>(rest.front());
    char32_t letter = replacement;
    if (bytes == 1) letter = lead;
    if (bytes > 1) {
        letter = lead & (0xFFu >> (bytes + 1));
        for (std::size_t i = 1; i < bytes; ++i) letter = letter << 6 | (static_cast<unsigned char>(rest[i]) & 0x3Fu);
    }
    rest.remove_prefix(std::max<std::size_t>(bytes, 1));
    return letter;
}

void append(std::string& out, char32_t letter) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | (letter >> shift & 0x3F)); };
    if (letter < 0x80) {
        out += static_cast<char>(letter);
    } else if (letter < 0x800) {
        out += static_cast<char>(0xC0 | letter >> 6);
        tail(0);
    } else if (letter < 0x10000) {
        out += static_cast<char>(0xE0 | letter >> 12);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | letter >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// What hledger and ledger would read as syntax becomes its nearest harmless neighbour.
char32_t unsyntactic(char32_t letter, JournalPlace place) {
    const bool tag = place == JournalPlace::tag;
    switch (letter) {
        case ';': return tag ? U';' : U',';
        case ',': return tag ? U';' : U',';
        case '|': return tag ? U'|' : U'/';
        case '"': return tag ? U'"' : U'\'';
        case '(': return place == JournalPlace::code ? U'[' : U'(';
        case ')': return place == JournalPlace::code ? U']' : U')';
        case '[': return tag ? U'(' : U'[';
        case ']': return tag ? U')' : U']';
        case ':': return place == JournalPlace::account ? U'-' : U':';
        default: return letter;
    }
}

/// A beancount account keeps letters, digits and marks; 0 stands for what becomes a hyphen.
char32_t account_letter(char32_t letter) {
    if (letter >= 0x80) return is_in(symbols, letter) ? 0 : letter;
    return is_digit(letter) || is_capital(letter) || is_small(letter) ? letter : 0;
}

bool is_a_capital(char32_t letter) {
    constexpr std::array capitals = {Range{'A', 'Z'},     Range{0xC0, 0xD6},   Range{0xD8, 0xDE},
                                     Range{0x391, 0x3A1}, Range{0x3A3, 0x3A9}, Range{0x400, 0x42F}};
    // In Latin Extended-A a capital stands before its small letter, on even numbers or on odd ones.
    constexpr std::array on_even = {Range{0x100, 0x137}, Range{0x14A, 0x177}};
    constexpr std::array on_odd = {Range{0x139, 0x148}, Range{0x179, 0x17E}};
    if (is_in(on_even, letter)) return letter % 2 == 0;
    if (is_in(on_odd, letter)) return letter % 2 == 1;
    return is_in(capitals, letter);
}

/// The capital of a small letter of the Latin, Greek or Cyrillic that names of accounts begin with; others as they are.
char32_t capital(char32_t letter) {
    constexpr char32_t dotless_i = 0x131;  // its capital is I, and it stands after another
    constexpr std::array next_to_capital = {Range{0x101, 0x177}, Range{0x17A, 0x17E}};
    constexpr std::array far_from_capital = {Range{'a', 'z'}, Range{0xE0, 0xFE}, Range{0x3B1, 0x3C9},
                                             Range{0x430, 0x44F}};
    if (letter == dotless_i) return 'I';
    if (is_in(next_to_capital, letter) && is_a_capital(letter - 1)) return letter - 1;
    if (is_in(far_from_capital, letter) && is_a_capital(letter - 0x20)) return letter - 0x20;
    if (letter >= 0x450 && letter <= 0x45F) return letter - 0x50;
    return letter;
}

/// Begins the account as beancount wants it.
std::string begun(std::string account) {
    if (account.empty()) return account;
    std::string_view rest = account;
    const char32_t first = take(rest);
    if (is_digit(first) || is_a_capital(first)) return account;
    const char32_t grown = capital(first);
    std::string begin;
    if (grown != first)
        append(begin, grown);
    else
        begin = "Account-" + account.substr(0, account.size() - rest.size());
    return begin + std::string(rest);
}

/// Puts characters and the single space (or hyphen) between them together, and stops where a text ends.
class Line {
  public:
    explicit Line(char32_t lone_space, char32_t space) : lone_space_(lone_space), space_(space) {}

    /// Whether there is room for more.
    bool add(char32_t letter) {
        if (text_.size() + 2 * 4 > journal_text_bytes_max - ellipsis.size()) return false;
        if (gap_ > 0 && !text_.empty()) append(text_, gap_ == 1 && is_gap_ideographic_ ? lone_space_ : space_);
        gap_ = 0;
        append(text_, letter);
        return true;
    }
    void add_gap(char32_t letter) {
        is_gap_ideographic_ = letter == ideographic_space;
        ++gap_;
    }
    std::string done() { return std::move(text_); }

  private:
    std::string text_;
    char32_t lone_space_;
    char32_t space_;
    std::size_t gap_ = 0;
    bool is_gap_ideographic_ = false;
};

std::string beancount_account(std::string_view text) {
    Line line('-', '-');
    while (!text.empty()) {
        const char32_t letter = take(text);
        const char32_t kept = is_space(letter) || is_left_out(letter) ? 0 : account_letter(letter);
        if (kept == 0)
            line.add_gap(letter);
        else if (!line.add(kept))
            break;  // there is no ellipsis in an account
    }
    return begun(line.done());
}

std::string mark_of(std::string_view name, std::uint64_t salt, bool is_account) {
    std::uint64_t hash = 0xcbf29ce484222325ULL + salt;  // FNV-1a, 64 bits, of which the higher half is shown
    for (char byte : name) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    const std::string_view digits = is_account ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string mark = is_account ? "-" : " #";
    for (int shift = 60; shift >= 32; shift -= 4) mark += digits[hash >> shift & 0xF];
    return mark;
}

}  // namespace

std::string neutral(std::string_view text, JournalDialect dialect, JournalPlace place) {
    if (is_harmless(text, place)) return std::string(text);
    const bool is_account = place == JournalPlace::account;
    if (dialect == JournalDialect::beancount && is_account) return beancount_account(text);
    Line line(is_account ? U' ' : ideographic_space, ' ');
    while (!text.empty()) {
        const char32_t letter = take(text);
        if (is_left_out(letter)) continue;
        if (is_space(letter)) {
            line.add_gap(letter);
            continue;
        }
        if (!line.add(dialect == JournalDialect::beancount ? letter : unsyntactic(letter, place)))
            return line.done() + std::string(ellipsis);
    }
    return line.done();
}

void write_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (char byte : text) {
        if (byte == '"' || byte == '\\') out += '\\';
        out += byte;
    }
    out += '"';
}

DistinctNames::DistinctNames(const Texts& names, JournalDialect dialect, JournalPlace place) : names_(names) {
    std::map<std::string_view, std::string> changed;  // ordered, so that the set's own order decides nothing
    std::unordered_map<std::string, std::size_t> wanted;
    for (const std::string& name : names) {
        std::string text = neutral(name, dialect, place);
        if (text.empty()) text = "Unnamed";
        if (text == name) continue;
        ++wanted[text];
        changed.emplace(name, std::move(text));
    }
    Texts marked;
    const auto is_taken = [&](const std::string& text) {
        return names.contains(text) || wanted.contains(text) || marked.contains(text);
    };
    const bool is_account = dialect == JournalDialect::beancount && place == JournalPlace::account;
    for (auto& [name, text] : changed) {
        if (wanted[text] > 1 || names.contains(text)) {
            const std::string plain = text;
            for (std::uint64_t salt = 0;; ++salt) {
                text = plain + mark_of(name, salt, is_account);
                if (!is_taken(text)) break;
            }
            marked.insert(text);
        }
        changed_.emplace(name, std::move(text));
    }
}

std::string_view DistinctNames::text(std::string_view name) const {
    const auto noted = names_.find(name);
    invariant(noted != names_.end(), "a journal writes only names that it declared");
    return text_of_noted(*noted);
}

std::string_view DistinctNames::text_of_noted(std::string_view name) const {
    if (changed_.empty()) return name;
    const auto changed = changed_.find(name);
    return changed == changed_.end() ? name : std::string_view(changed->second);
}

std::vector<std::string_view> DistinctNames::texts() const {
    std::vector<std::string_view> all;
    all.reserve(names_.size());
    for (const std::string& name : names_) all.push_back(text_of_noted(name));
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace makegood::exports
