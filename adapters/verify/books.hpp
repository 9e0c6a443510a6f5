#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/verify/findings.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// What an account is for, in the order of their words in the journal.
enum class Account : std::uint8_t {
    receivables,
    sales,
    output_tax,
    rounding,
    allowances,
    refunds_payable,
    customer_balances,
    bank,
};
inline constexpr std::size_t account_count = 8;

/// Debits less credits by account.
struct Moves {
    std::array<Wide, account_count> by_account{};
    [[nodiscard]] Wide& operator[](Account account) { return by_account[static_cast<std::size_t>(account)]; }
    [[nodiscard]] Wide operator[](Account account) const { return by_account[static_cast<std::size_t>(account)]; }
    Moves& operator+=(const Moves& other);
    bool operator==(const Moves&) const = default;
};
/// "receivables 82.00, output_tax -13.67", without what does not move.
[[nodiscard]] std::string in_words(const Moves& moves, int digits);

/// All entries of the journal: of each event, and summed up by the accounts' own names (law 8).
class Books {
  public:
    struct Sides {
        Wide debit = 0;
        Wide credit = 0;
    };
    using NameAndCurrency = std::pair<std::string, std::string>;

    /// One event's entries and what they move.
    struct Posting {
        Moves moves{};
        bool is_sound = true;  ///< every entry is positive and has two ends
    };

    /// Reads the entries of an event, finds those that are none, and adds them to the balances.
    [[nodiscard]] Posting post(const Value& entries, std::string_view currency, std::string_view origin, int digits,
                               Findings& findings);
    [[nodiscard]] const std::map<NameAndCurrency, Sides>& balances() const { return balances_; }

    /// What the documents of judged invoices leave on the sub-ledgers, beside what their entries do.
    void owe(std::string_view currency, int digits, const Moves& booked, const Moves& owed);
    [[nodiscard]] std::vector<Tie> ties() const;

  private:
    struct Ledger {
        int digits = 0;
        Moves booked{};
        Moves owed{};
    };
    Posting read(const Value& entry, std::string_view origin, int digits, Findings& findings) const;
    std::map<NameAndCurrency, Sides> balances_{};
    std::map<std::string, Ledger, std::less<>> ledgers_{};
};

}  // namespace makegood::verify
