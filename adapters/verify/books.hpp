#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
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
    make_goods,
    guarantee_accruals,
    refund_liability,
};
inline constexpr std::size_t account_count = 11;

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
        bool operator==(const Sides&) const = default;
    };
    using NameAndCurrency = std::pair<std::string, std::string>;
    using NameCurrencyAndDay = std::tuple<std::string, std::string, std::int64_t>;

    /// Where an event's entries belong.
    struct Place {
        std::string_view currency;
        std::string_view origin;
        int digits = 0;
        std::int64_t days = 0;  ///< since 1970-01-01
    };
    /// One event's entries and what they move.
    struct Posting {
        Moves moves{};
        bool is_sound = true;  ///< every entry is positive and has two ends
        Posting& operator+=(const Posting& other);
    };

    /// Reads an entry, or the entries of an event, finds those that are none, and adds them to the balances.
    [[nodiscard]] Posting post(const Value& entries, const Place& place, Findings& findings);
    [[nodiscard]] Posting post_one(const Value& entry, const Place& place, Findings& findings);
    [[nodiscard]] const std::map<NameCurrencyAndDay, Sides>& days() const { return days_; }
    [[nodiscard]] std::map<NameAndCurrency, Sides> balances() const;

    /// What the documents of judged invoices leave on the sub-ledgers, beside what their entries do.
    void owe(std::string_view currency, int digits, const Moves& booked, const Moves& owed);
    [[nodiscard]] std::vector<Tie> ties() const;

  private:
    struct Ledger {
        int digits = 0;
        Moves booked{};
        Moves owed{};
    };
    std::map<NameCurrencyAndDay, Sides> days_{};
    std::map<std::string, Ledger, std::less<>> ledgers_{};
};

}  // namespace makegood::verify
