#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace makegood {

/// Lists of words, as "legal": ["lawyer", "small claims court", "solicit*"]. What a customer said stays sealed; what a
/// rule may know of it is only which lists spoke.
///
/// Letters count without case and accents, in Latin, Greek and Cyrillic writing ("BLESSÉ" is "blesse", "Straße" is
/// "strasse"); an entry is whole words in a row, with anything but letters and digits between them; "*" at its end
/// stands for any ending. Entries in writings without spaces (from U+2E80 on) are found anywhere.
class WordLists {
  public:
    struct OneList {
        std::string name;
        std::vector<std::string> words;
        bool operator==(const OneList&) const = default;
    };
    WordLists() = default;
    explicit WordLists(std::vector<OneList> lists);

    /// The names of the lists of which at least one entry is in `text`, sorted.
    [[nodiscard]] std::vector<std::string> signals(std::string_view text) const;
    [[nodiscard]] const std::vector<OneList>& lists() const { return lists_; }
    /// Whether `entry` has a letter or a digit to look for, and "*" nowhere but at its end.
    [[nodiscard]] static bool is_entry(std::string_view entry);
    bool operator==(const WordLists& other) const { return lists_ == other.lists_; }

  private:
    struct Wanted {
        std::string text;  ///< folded, with the blanks that a match needs around it
        std::size_t list;
    };
    std::vector<OneList> lists_;  ///< by name
    static constexpr std::size_t starts = 256;
    [[nodiscard]] static std::size_t start_of(char first, char second);
    std::vector<Wanted> wanted_;
    std::array<std::vector<std::uint32_t>, starts> by_start_;  ///< of wanted_: what begins with a word, by two letters
    std::vector<std::uint32_t> anywhere_;                      ///< of wanted_: the rest
};

}  // namespace makegood
