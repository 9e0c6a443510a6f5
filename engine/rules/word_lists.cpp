#include "engine/rules/word_lists.hpp"

#include <algorithm>

namespace makegood {

namespace {

constexpr std::uint32_t first_without_spaces = 0x2E80;

/// The code point at `at`, which moves behind it. What is not UTF-8 reads as U+FFFD, a byte at a time.
std::uint32_t next_letter(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t lead = byte(at++);
    if (lead < 0x80) return lead;
    const unsigned more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
    if (more == 0 || at + more > text.size()) return 0xFFFD;
    std::uint32_t letter = lead & (0x3Fu >> more);
    for (unsigned i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return 0xFFFD;
        letter = letter << 6 | (byte(at + i) & 0x3F);
    }
    at += more;
    return letter;
}

// The base letters of U+00C0 to U+017F, in small letters; a blank for what is no letter. The ligatures and ß, which
// become two letters, are handled before.
constexpr std::string_view latin =
    "aaaaaa.ceeeeiiiidnooooo ouuuuy.."
    "aaaaaa.ceeeeiiiidnooooo ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnnnnoooooo.."
    "rrrrrrssssssssttttttuuuuuuuuuuuu"
    "wwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

std::string_view two_letters(std::uint32_t letter) {
    switch (letter) {
        case 0xC6:
        case 0xE6: return "ae";
        case 0xDE:
        case 0xFE: return "th";
        case 0xDF:
        case 0x1E9E: return "ss";
        case 0x132:
        case 0x133: return "ij";
        case 0x152:
        case 0x153: return "oe";
        default: return {};
    }
}

/// Small letters of Greek and Cyrillic; accents of Greek are taken off.
std::uint32_t fold_further(std::uint32_t letter) {
    switch (letter) {
        case 0x386:
        case 0x3AC: return 0x3B1;
        case 0x388:
        case 0x3AD: return 0x3B5;
        case 0x389:
        case 0x3AE: return 0x3B7;
        case 0x38A:
        case 0x3AF: return 0x3B9;
        case 0x38C:
        case 0x3CC: return 0x3BF;
        case 0x38E:
        case 0x3CD: return 0x3C5;
        case 0x38F:
        case 0x3CE: return 0x3C9;
        case 0x3C2: return 0x3C3;  // the sigma at a word's end
        case 0x401:
        case 0x451: return 0x435;  // yo is written ye
        default: break;
    }
    if (letter >= 0x391 && letter <= 0x3A9) return letter + 0x20;
    if (letter >= 0x410 && letter <= 0x42F) return letter + 0x20;
    if (letter >= 0x400 && letter <= 0x40F) return letter + 0x50;
    return letter;
}

bool is_mark(std::uint32_t letter) {
    return letter >= 0x300 && letter <= 0x36F;
}

/// What stands between words. Everything beyond ASCII counts as a letter but for the blocks of punctuation.
bool is_between(std::uint32_t letter) {
    if (letter < 0x80)
        return !((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                 (letter >= '0' && letter <= '9'));
    return letter < 0xC0 || letter == 0xD7 || letter == 0xF7 || (letter >= 0x2000 && letter <= 0x2BFF) ||
           (letter >= 0x3000 && letter <= 0x303F) || (letter >= 0xFF00 && letter <= 0xFF0F) || letter == 0xFFFD;
}

void append_utf8(std::string& out, std::uint32_t letter) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (letter < 0x80) {
        put(letter);
    } else if (letter < 0x800) {
        put(0xC0 | letter >> 6);
        put(0x80 | (letter & 0x3F));
    } else if (letter < 0x10000) {
        put(0xE0 | letter >> 12);
        put(0x80 | (letter >> 6 & 0x3F));
        put(0x80 | (letter & 0x3F));
    } else {
        put(0xF0 | letter >> 18);
        put(0x80 | (letter >> 12 & 0x3F));
        put(0x80 | (letter >> 6 & 0x3F));
        put(0x80 | (letter & 0x3F));
    }
}

void append_folded(std::string& out, std::uint32_t letter) {
    if (letter >= 'A' && letter <= 'Z') {
        out += static_cast<char>(letter + 0x20);
    } else if (const auto two = two_letters(letter); !two.empty()) {
        out += two;
    } else if (letter >= 0xC0 && letter < 0x180) {
        out += latin[letter - 0xC0];
    } else {
        append_utf8(out, fold_further(letter));
    }
}

/// " the words folded " : each word between single blanks, one in front and one at the end.
std::string fold(std::string_view text) {
    std::string folded = " ";
    folded.reserve(text.size() + 2);
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t letter = next_letter(text, at);
        if (is_mark(letter)) continue;
        if (!is_between(letter))
            append_folded(folded, letter);
        else if (letter != '\'' && letter != 0x2019 && folded.back() != ' ')
            folded += ' ';  // "don't" is one word
    }
    if (folded.back() != ' ') folded += ' ';
    return folded;
}

std::string wanted_text(std::string_view entry) {
    std::string text = fold(entry);
    if (text.size() == 1) return {};
    std::size_t at = 1;
    if (next_letter(text, at) >= first_without_spaces) return text.substr(1, text.size() - 2);
    if (entry.ends_with('*')) text.pop_back();
    return text;
}

}  // namespace

WordLists::WordLists(std::vector<OneList> lists) : lists_(std::move(lists)) {
    std::sort(lists_.begin(), lists_.end(), [](const OneList& a, const OneList& b) { return a.name < b.name; });
    for (std::size_t i = 0; i < lists_.size(); ++i)
        for (const std::string& entry : lists_[i].words)
            if (std::string text = wanted_text(entry); !text.empty()) wanted_.push_back({std::move(text), i});
    for (std::uint32_t i = 0; i < wanted_.size(); ++i) {
        const std::string& text = wanted_[i].text;
        const bool begins_with_word = text.size() > 2 && text.front() == ' ';
        (begins_with_word ? by_start_[start_of(text[1], text[2])] : anywhere_).push_back(i);
    }
}

std::size_t WordLists::start_of(char first, char second) {
    return (static_cast<unsigned char>(first) * 31u + static_cast<unsigned char>(second)) % starts;
}

std::vector<std::string> WordLists::signals(std::string_view text) const {
    std::vector<std::string> names;
    if (wanted_.empty() || text.empty()) return names;
    const std::string folded = fold(text);
    std::vector<bool> speaks(lists_.size());
    for (std::size_t blank = 0; blank + 2 < folded.size(); blank = folded.find(' ', blank + 1))
        for (const std::uint32_t candidate : by_start_[start_of(folded[blank + 1], folded[blank + 2])]) {
            const Wanted& wanted = wanted_[candidate];
            if (folded.compare(blank, wanted.text.size(), wanted.text) == 0) speaks[wanted.list] = true;
        }
    for (const std::uint32_t candidate : anywhere_) {
        const Wanted& wanted = wanted_[candidate];
        if (folded.find(wanted.text) != std::string::npos) speaks[wanted.list] = true;
    }
    for (std::size_t i = 0; i < lists_.size(); ++i)
        if (speaks[i]) names.push_back(lists_[i].name);
    return names;
}

bool WordLists::is_entry(std::string_view entry) {
    const std::size_t star = entry.find('*');
    return fold(entry).size() > 1 && (star == entry.npos || star + 1 == entry.size());
}

}  // namespace makegood
