#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace makegood::exports {

/// The tools whose journals we write; tests hold them to hledger 1.25, ledger 3.3.0 and beancount 2.3.5.
enum class JournalDialect { hledger, ledger, beancount };

/// Where a text stands in a journal decides which of its characters would be read as syntax.
enum class JournalPlace {
    code,       ///< the document's number; in beancount a string
    payee,      ///< the customer
    narration,  ///< a sentence: the title
    tag,        ///< the value of a tag, in beancount of metadata
    account,    ///< one component of an account's name, after its root
};

/// Bytes of the longest text written, before a mark that tells it from others; ledger's lines have an end.
inline constexpr std::size_t journal_text_bytes_max = 1000;

/// `text` so that the tool reads it whole, in its place, as nothing but text. Letters of every script stay.
///
/// Everywhere: a line break, tab, other control or any run of spaces becomes one space (a lone ideographic space
/// stays, but in account names), and none is left at either end; marks that turn the direction of the rest of a line
/// (U+202A-202E, U+2066-2069) and byte order marks are left out; a byte that is not UTF-8 becomes U+FFFD; what is
/// longer than journal_text_bytes_max is cut, and ends in an ellipsis. The result of nothing is nothing.
///
/// hledger and ledger: ; becomes , and | becomes / and " becomes ' (but in tags); ( ) become [ ] in codes, [ ] become
/// ( ) in tags, where ledger would read a date, and there , becomes ; because hledger ends a value at it; : becomes -
/// in accounts, where it would make a sub-account.
/// Source: hledger 1.25 manual, "Journal format"; for ledger, what 3.3.0 does: a date in brackets in a note moves its
/// posting to that day, a line of 4,096 bytes is an error.
///
/// beancount: nothing else, for strings are quoted (write_quoted). An account keeps letters, digits, marks and hyphens,
/// other runs become one hyphen, and it begins with a capital or a digit: a small Latin, Greek or Cyrillic letter
/// grows, before anything else stands "Account-". It is cut without an ellipsis.
/// Source: ACC_COMP_NAME_RE in beancount 2.3.5's core/account.py, and its lexer, which takes marks too.
[[nodiscard]] std::string neutral(std::string_view text, JournalDialect dialect, JournalPlace place);

/// Appends a beancount string: in double quotes, quotes and backslashes escaped. `text` has no line breaks.
void write_quoted(std::string& out, std::string_view text);

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Texts = std::unordered_set<std::string, TextHash, std::equal_to<>>;

/// Neutral texts for a whole set of names, no two alike: where two names would become one text, each of them that is
/// not written as it came carries a mark made from its own bytes, " #1a2b3c4d" ("-1A2B3C4D" in a beancount account).
/// The same set gives the same texts, whatever its order. A name of nothing is "Unnamed".
class DistinctNames {
  public:
    /// `names` outlives this, unchanged.
    DistinctNames(const Texts& names, JournalDialect dialect, JournalPlace place);

    /// Breaks an invariant on a name that is not in the set.
    [[nodiscard]] std::string_view text(std::string_view name) const;
    /// Ascending by byte.
    [[nodiscard]] std::vector<std::string_view> texts() const;

  private:
    [[nodiscard]] std::string_view text_of_noted(std::string_view name) const;

    const Texts& names_;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> changed_;
};

}  // namespace makegood::exports
