#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/invoice/standing.hpp"
#include "engine/statement/statement.hpp"

namespace makegood {

// So that a failed check shows amounts.
std::ostream& operator<<(std::ostream& out, const Money& money);
std::ostream& operator<<(std::ostream& out, const Totals& totals);

}  // namespace makegood

namespace makegood::given {

[[nodiscard]] Currency currency(std::string_view code);
[[nodiscard]] Money money(std::string_view text, std::string_view code = "EUR");
[[nodiscard]] Decimal decimal(std::string_view text);
[[nodiscard]] Date date(std::string_view text);
[[nodiscard]] Instant instant(std::string_view text);

/// An invoice in the making. Lines are named "1", "2", …; sums follow by themselves: tax per (category, rate) is
/// rounded once on its base, unless stored otherwise. Amounts are texts in the bill's currency.
class Bill {
  public:
    explicit Bill(std::string_view currency_code = "EUR", std::string_view number = "R-1");

    Bill& line(std::string_view net, std::string_view category = "S", std::string_view rate = "20");
    Bill& allowance(std::string_view amount, std::string_view category = "S", std::string_view rate = "20");
    Bill& charge(std::string_view amount, std::string_view category = "S", std::string_view rate = "20");
    /// The biller's own tax amounts, in the order in which the (category, rate)s first appear.
    Bill& stored_tax(const std::vector<std::string>& amounts);
    Bill& rounding(std::string_view amount);
    Bill& prepaid(std::string_view amount);
    Bill& paid(std::string_view amount);
    Bill& credited(std::string_view number, std::string_view net, std::string_view tax);
    Bill& issued_on(std::string_view day);
    /// "C-1" otherwise.
    Bill& customer(std::string_view id);
    /// Contacts that are on file before anything happens.
    Bill& email(std::string_view address);
    Bill& street(std::string_view street);

    [[nodiscard]] InvoiceDraft draft() const;
    /// Fails the test when the draft does not tie out.
    [[nodiscard]] Invoice invoice() const;
    [[nodiscard]] Billing billing() const { return Billing::of(invoice()); }

  private:
    [[nodiscard]] Money amount(std::string_view text) const;
    InvoiceDraft draft_;
    std::vector<std::string> stored_;
};

/// What a customer says: of the whole, or of lines by id.
[[nodiscard]] Saying whole(std::string_view worth, Basis basis = Basis::gross);
[[nodiscard]] Saying of_lines(const std::vector<std::pair<std::string, std::string>>& worths, Basis basis = Basis::net);
[[nodiscard]] Saying nothing_yet();
[[nodiscard]] Saying anew(Saying saying);
[[nodiscard]] Saying withdrawal();

/// The worths of one understood statement.
[[nodiscard]] std::vector<Worth> worths(const Billing& billing, const Saying& saying);

}  // namespace makegood::given
