#include "adapters/export/exported_document.hpp"

#include <algorithm>
#include <charconv>

namespace makegood::exports {

namespace {

constexpr std::string_view charge_prefix = "charge:";

/// What the invoice says of a line of the document.
struct Billed {
    const TaxKey* tax;
    const std::string* description;
};

/// Finds lines in the order in which they mostly come, so that long invoices cost no more than short ones.
class BilledLines {
  public:
    explicit BilledLines(const InvoiceDraft& invoice) : invoice_(invoice) {}

    std::optional<Billed> find(const LineId& id) {
        if (id.text().starts_with(charge_prefix))
            return charge(std::string_view(id.text()).substr(charge_prefix.size()));
        for (std::size_t tried = 0; tried < invoice_.lines.size(); ++tried) {
            const InvoiceLine& line = invoice_.lines[next_];
            next_ = next_ + 1 == invoice_.lines.size() ? 0 : next_ + 1;
            if (line.id == id) return Billed{&line.tax, &line.description};
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::optional<Billed> charge(std::string_view ordinal) const {
        std::size_t n = 0;
        const auto [end, error] = std::from_chars(ordinal.data(), ordinal.data() + ordinal.size(), n);
        if (error != std::errc{} || end != ordinal.data() + ordinal.size()) return std::nullopt;
        if (n < 1 || n > invoice_.charges.size()) return std::nullopt;
        return Billed{&invoice_.charges[n - 1].tax, &invoice_.charges[n - 1].reason};
    }

    const InvoiceDraft& invoice_;
    std::size_t next_ = 0;
};

/// Divides one document.
class Division {
  public:
    Division(const ExportedDocument& document, const AccountNames& accounts)
        : adjustment_(document.adjustment),
          accounts_(accounts),
          billed_(document.invoice),
          zero_(Money::zero(adjustment_.totals.net.currency())) {}

    Result<std::vector<DocumentRow>, Findings> by(RowPer per) {
        add_lines();
        for (const TaxSubtotal& row : adjustment_.tax) add_tax(row);
        std::erase_if(rows_, [](const DocumentRow& row) { return row.net.is_zero() && row.tax.is_zero(); });
        if (!adjustment_.rounding.is_zero())
            rows_.push_back({RowKind::rounding,
                             {},
                             {},
                             "Rounding",
                             std::nullopt,
                             accounts_.rounding,
                             zero_,
                             zero_,
                             adjustment_.rounding});
        check();
        if (!findings_.empty()) return Failure{std::move(findings_)};
        switch (per) {
            case RowPer::line: break;
            case RowPer::tax: merge_by_tax(); break;
            case RowPer::document: merge_whole(); break;
        }
        return std::move(rows_);
    }

  private:
    void add_lines() {
        rows_.reserve(adjustment_.lines.size() + 1);
        for (std::size_t i = 0; i < adjustment_.lines.size(); ++i) {
            const AdjustedLine& line = adjustment_.lines[i];
            const auto billed = billed_.find(line.line);
            if (!billed) {
                findings_.push_back({"/adjustment/lines/" + std::to_string(i) + "/line", "\"" + line.line.text() + "\"",
                                     "a line or charge of invoice \"" + adjustment_.invoice.text() + "\""});
                continue;
            }
            rows_.push_back({RowKind::line, line.line.text(), line.service.text(), *billed->description, *billed->tax,
                             accounts_.allowances(line.service), line.net(), zero_, zero_});
        }
    }

    void add_tax(const TaxSubtotal& row) {
        std::vector<std::size_t> carriers;
        std::vector<Money> weights;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (rows_[i].kind != RowKind::line || !rows_[i].net.is_positive() || rows_[i].tax_key != row.key) continue;
            carriers.push_back(i);
            weights.push_back(rows_[i].net);
        }
        if (carriers.empty()) {
            rows_.push_back({RowKind::tax,
                             {},
                             {},
                             "Tax, " + in_words(row.key),
                             row.key,
                             accounts_.output_tax,
                             zero_,
                             row.amount,
                             zero_});
            return;
        }
        const std::vector<Money> parts = split(row.amount, weights);
        for (std::size_t i = 0; i < carriers.size(); ++i) rows_[carriers[i]].tax += parts[i];
    }

    void check() {
        DocumentRow sum = whole();
        const auto compare = [&](const char* pointer, const Money& stated, const Money& summed, const char* of_what) {
            if (stated != summed)
                findings_.push_back(
                    {pointer, "\"" + to_text(stated) + "\"", "\"" + to_text(summed) + "\", " + of_what});
        };
        compare("/adjustment/totals/net", adjustment_.totals.net, sum.net, "what the lines move");
        compare("/adjustment/totals/tax", adjustment_.totals.tax, sum.tax, "the sum of the tax amounts");
        compare("/adjustment/totals/gross", adjustment_.totals.gross, sum.gross(), "net, tax and rounding together");
        if (rows_.empty()) findings_.push_back({"/adjustment/lines", "nothing that moves", "an amount that moves"});
    }

    [[nodiscard]] DocumentRow whole() const {
        DocumentRow sum{RowKind::document, {}, {}, {}, std::nullopt, {}, zero_, zero_, zero_};
        for (const DocumentRow& row : rows_) add(sum, row);
        return sum;
    }

    static void add(DocumentRow& to, const DocumentRow& row) {
        to.net += row.net;
        to.tax += row.tax;
        to.rounding += row.rounding;
    }

    void merge_by_tax() {
        std::vector<DocumentRow> merged;
        for (DocumentRow& row : rows_) {
            const auto same = std::find_if(merged.begin(), merged.end(), [&](const DocumentRow& other) {
                return other.tax_key == row.tax_key && other.account == row.account;
            });
            if (same != merged.end()) {
                add(*same, row);
                continue;
            }
            if (row.kind == RowKind::line)
                row = {RowKind::tax, {},      {},          in_words(*row.tax_key), std::move(row.tax_key), row.account,
                       row.net,      row.tax, row.rounding};
            merged.push_back(std::move(row));
        }
        rows_ = std::move(merged);
    }

    void merge_whole() {
        DocumentRow sum = whole();
        rows_.clear();
        rows_.push_back(std::move(sum));
    }

    const Adjustment& adjustment_;
    const AccountNames& accounts_;
    BilledLines billed_;
    Money zero_;
    std::vector<DocumentRow> rows_;
    Findings findings_;
};

}  // namespace

std::string_view to_text(RowKind kind) {
    switch (kind) {
        case RowKind::line: return "line";
        case RowKind::tax: return "tax";
        case RowKind::rounding: return "rounding";
        case RowKind::document: return "document";
    }
    return {};
}

Result<std::vector<DocumentRow>, Findings> divide(const ExportedDocument& document, RowPer per,
                                                  const AccountNames& accounts) {
    return Division(document, accounts).by(per);
}

}  // namespace makegood::exports
