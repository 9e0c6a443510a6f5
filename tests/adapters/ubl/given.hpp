#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/invoice/seller.hpp"
#include "engine/journal/document.hpp"

namespace makegood::ubl {

[[nodiscard]] Currency currency(std::string_view code);
[[nodiscard]] Money money(std::string_view text, std::string_view code = "EUR");
[[nodiscard]] Date day(std::string_view text);
[[nodiscard]] Seller seller();

/// An invoice of one or more lines in one currency, to a buyer in Vienna, whose sums follow when it is finished.
class Bill {
  public:
    explicit Bill(std::string_view currency_code = "EUR");

    Bill& line(std::string_view net, std::string_view category = "S", std::string_view rate = "20");
    Bill& allowance(std::string_view amount, std::string_view category = "S", std::string_view rate = "20");
    Bill& charge(std::string_view amount, std::string_view category = "S", std::string_view rate = "20");
    /// The biller's own tax, in the order in which the (category, rate)s first appear.
    Bill& stored_tax(std::vector<std::string> amounts);
    Bill& rounding(std::string_view amount);

    /// Everything that is not a sum can be changed in it.
    InvoiceDraft draft;

    [[nodiscard]] InvoiceDraft finished() const;

  private:
    std::vector<std::string> stored_;
};

/// The documents of one invoice, issued as the engine plans them.
class Issuer {
  public:
    explicit Issuer(const InvoiceDraft& of);

    /// What the customer states now, and accepts: none, one or two documents.
    std::vector<Adjustment> gross(std::string_view worth);
    std::vector<Adjustment> lines(const std::vector<std::pair<std::string, std::string>>& net_worths);

    [[nodiscard]] const Standing& standing() const { return standing_; }
    [[nodiscard]] const Billing& billing() const { return billing_; }
    [[nodiscard]] Totals totals() const { return standing_.totals(billing_); }

  private:
    std::vector<Adjustment> issue(const Saying& saying);
    Adjustment document(const Movement& movement, DocumentType type);

    InvoiceDraft of_;
    Billing billing_;
    Standing standing_;
    std::int64_t issued_ = 0;
};

/// What a random invoice must have; nothing: chance decides.
struct Wishes {
    std::optional<std::string> category{};
    std::optional<bool> allowance{}, charge{}, rounding{};
};

/// Chance with a seed.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    /// 0 to most, both included.
    std::int64_t up_to(std::int64_t most);
    bool one_in(int n) { return up_to(n - 1) == 0; }
    template <class T>
    const T& one_of(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(choices.size()) - 1))];
    }

  private:
    std::mt19937_64 engine_;
};

/// An invoice that EN 16931 can carry, of which every (category, rate) can be credited; texts are what people write.
[[nodiscard]] InvoiceDraft any_invoice(Dice& dice, const Wishes& wishes = {});
/// Some statements on it, down and up, and all documents that come of them; the last may take everything back.
[[nodiscard]] std::vector<Adjustment> any_documents(Dice& dice, Issuer& issuer);

/// MAKEGOOD_SEED, or the day's.
[[nodiscard]] std::uint64_t seed();
[[nodiscard]] bool is_full_form();

}  // namespace makegood::ubl
