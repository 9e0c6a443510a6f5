#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/pdf/credit_note.hpp"
#include "adapters/pdf/make_good.hpp"
#include "engine/statement/statement.hpp"

namespace makegood::pdf {

[[nodiscard]] Money money(std::string_view text, std::string_view code = "GBP");
[[nodiscard]] Date day(std::string_view text);
[[nodiscard]] Seller seller();
[[nodiscard]] Letterhead letterhead();

/// An invoice in the making, to a buyer in Manchester; its sums follow from its lines.
struct Bill {
    explicit Bill(std::string_view currency = "GBP");
    Bill& line(std::string_view description, std::string_view net, std::string_view category = "S",
               std::string_view rate = "20");
    Bill& charge(std::string_view reason, std::string_view amount);
    Bill& rounding(std::string_view amount);
    [[nodiscard]] InvoiceDraft finished() const;

    InvoiceDraft draft;
};

/// An invoice and its documents, issued as the engine plans them; letters refer into it.
class Story {
  public:
    explicit Story(InvoiceDraft draft, std::string_view paid = "");

    /// What the customer states now and accepts; the last document that comes of it is the one of letter().
    Story& lines(const std::vector<std::pair<std::string, std::string>>& net_worths);
    Story& whole(std::string_view gross_worth);
    Story& say(const Saying& saying);

    [[nodiscard]] Letter letter() const;

    InvoiceDraft invoice;
    Billing billing;
    Seller by = seller();
    Letterhead paper = letterhead();
    std::optional<Adjustment> adjustment;
    std::optional<AdjustmentNumber> reverses;

  private:
    void issue(const Movement& movement, DocumentType type, const Standing& after);

    Standing standing_;
    Receivable receivable_;
    Totals before_;
    std::int64_t issued_ = 0;
};

/// One line worth less, partly paid: the plainest letter.
[[nodiscard]] Story plain();
/// `lines` lines in three scripts, two of them right to left.
[[nodiscard]] Story many(int lines);

}  // namespace makegood::pdf
