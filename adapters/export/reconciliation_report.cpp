#include "adapters/export/reconciliation_report.hpp"

#include <algorithm>
#include <array>

#include "adapters/codec/json_writer.hpp"
#include "adapters/codec/utf8.hpp"

namespace makegood::exports {

namespace {

/// Rows of cells, as wide as the widest of each column.
class Table {
  public:
    /// 'l' and 'r' for each column: to which side its cells go.
    explicit Table(std::string_view sides) : sides_(sides), widths_(sides.size(), 0) {}

    void add(std::vector<std::string> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            widths_[i] = std::max(widths_[i], codec::characters_in(cells[i]));
        rows_.push_back(std::move(cells));
    }

    void write(std::string& out) const {
        for (const auto& row : rows_) {
            std::string line;
            for (std::size_t i = 0; i < row.size(); ++i) {
                const std::string padding(widths_[i] - codec::characters_in(row[i]), ' ');
                line += "  " + (sides_[i] == 'r' ? padding + row[i] : row[i] + padding);
            }
            out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        }
    }

  private:
    std::string_view sides_;
    std::vector<std::size_t> widths_;
    std::vector<std::vector<std::string>> rows_;
};

std::string code(const Money& money) {
    return std::string(money.currency().code());
}

std::uint64_t documents_in(const std::map<Currency, ReconciledSum>& sums) {
    std::uint64_t count = 0;
    for (const auto& [currency, sum] : sums) count += sum.documents;
    return count;
}

void heading(std::string& out, std::string_view word, std::uint64_t count, std::string_view meaning) {
    out += "\n" + std::string(word) + ": " + std::to_string(count) + " (" + std::string(meaning) + ")\n";
}

void write_sums(std::string& out, const std::map<Currency, ReconciledSum>& sums) {
    if (sums.empty()) return;
    Table table("lrrrr");
    table.add({"", "documents", "net", "tax", "gross"});
    for (const auto& [currency, sum] : sums)
        table.add({std::string(currency.code()), std::to_string(sum.documents), to_text(sum.totals.net),
                   to_text(sum.totals.tax), to_text(sum.totals.gross)});
    table.write(out);
}

void write_missing(std::string& out, const ReconciliationReport& report) {
    heading(out, "missing", report.missing.size(), "ours, and the other books have not got them");
    write_sums(out, report.missing_sums);
    if (report.missing.empty()) return;
    Table table("lllrlr");
    table.add({"number", "type", "issued on", "gross", "", "batch"});
    for (const IssuedDocument& document : report.missing)
        table.add({document.number.text(), std::string(to_text(document.type)), to_text(document.issued_on),
                   to_text(document.totals.gross), code(document.totals.gross),
                   document.batch ? std::to_string(*document.batch) : ""});
    table.write(out);
}

void write_doubled(std::string& out, const ReconciliationReport& report) {
    heading(out, "doubled", report.doubled.size(), "booked more than once");
    if (report.doubled.empty()) return;
    Table table("lrrlrr");
    table.add({"number", "times", "gross", "", "first line", "last line"});
    for (const auto& doubled : report.doubled)
        table.add({doubled.document.number.text(), std::to_string(doubled.times),
                   to_text(doubled.document.totals.gross), code(doubled.document.totals.gross),
                   std::to_string(doubled.line_first), std::to_string(doubled.line_last)});
    table.write(out);
}

void write_different(std::string& out, const ReconciliationReport& report) {
    heading(out, "different", report.different.size(), "booked otherwise than issued");
    if (report.different.empty()) return;
    Table table("lrlrr");
    table.add({"number", "line", "field", "ours", "theirs"});
    for (const auto& different : report.different)
        table.add({different.number.text(), std::to_string(different.line), different.field, different.ours,
                   different.theirs});
    table.write(out);
}

void write_unknown(std::string& out, const ReconciliationReport& report) {
    heading(out, "unknown", report.unknown.size(), "booked with numbers that we never issued");
    if (report.unknown.empty()) return;
    Table table("lrrr");
    table.add({"number", "line", "times", "amount"});
    for (const auto& unknown : report.unknown)
        table.add({unknown.number, std::to_string(unknown.line_first), std::to_string(unknown.times), unknown.amount});
    table.write(out);
}

void write_unread(std::string& out, const ReconciliationReport& report) {
    heading(out, "unread", report.unread.size(), "nobody could compare them; a whole row may be one of the missing");
    for (const auto& unread : report.unread)
        out += "  line " + std::to_string(unread.line) +
               (unread.column.empty() ? "" : ", column \"" + unread.column + "\"") + ": found " + unread.found +
               ", expected " + unread.expected + "\n";
}

void write_totals(codec::JsonWriter& json, const Totals& totals) {
    json.field("net", to_text(totals.net)).field("tax", to_text(totals.tax)).field("gross", to_text(totals.gross));
}

void write_sums(codec::JsonWriter& json, std::string_view name, const std::map<Currency, ReconciledSum>& sums) {
    json.array_field(name);
    for (const auto& [currency, sum] : sums) {
        json.object_begin().field("currency", currency.code()).field("documents", sum.documents);
        write_totals(json, sum.totals);
        json.object_end();
    }
    json.array_end();
}

void write_document(codec::JsonWriter& json, const IssuedDocument& document) {
    json.field("number", document.number.text())
        .field("type", to_text(document.type))
        .field("issued_on", to_text(document.issued_on))
        .field("currency", document.totals.net.currency().code());
    write_totals(json, document.totals);
    if (document.batch) json.field("batch", std::to_string(*document.batch));
}

template <class Item, class Write>
void write_list(codec::JsonWriter& json, std::string_view name, const std::vector<Item>& items, const Write& write) {
    json.array_field(name);
    for (const Item& item : items) {
        json.object_begin();
        write(item);
        json.object_end();
    }
    json.array_end();
}

}  // namespace

std::string to_words(const ReconciliationReport& report) {
    std::string out = report.ties() ? "The other books tie out to ours" : "The other books do not tie out to ours";
    out +=
        ": " + std::to_string(report.issued) + " documents of ours, " + std::to_string(report.rows) + " rows of theirs";
    if (report.left_aside > 0) out += ", " + std::to_string(report.left_aside) + " of them with numbers unlike ours";
    out += ".\n";
    heading(out, "matched", documents_in(report.matched),
            "booked once and the same; sums are credit notes less supplementary invoices");
    write_sums(out, report.matched);
    write_missing(out, report);
    write_doubled(out, report);
    write_different(out, report);
    write_unknown(out, report);
    write_unread(out, report);
    return out;
}

std::string to_json(const ReconciliationReport& report) {
    std::string out;
    codec::JsonWriter json(out);
    json.object_begin()
        .field("ties", report.ties())
        .field("issued", report.issued)
        .field("rows", report.rows)
        .field("left_aside", report.left_aside);
    write_sums(json, "matched", report.matched);
    write_sums(json, "missing_sums", report.missing_sums);
    write_list(json, "missing", report.missing, [&](const IssuedDocument& item) { write_document(json, item); });
    write_list(json, "doubled", report.doubled, [&](const ReconciliationReport::Doubled& item) {
        write_document(json, item.document);
        json.field("times", item.times).field("line_first", item.line_first).field("line_last", item.line_last);
    });
    write_list(json, "different", report.different, [&](const ReconciliationReport::Different& item) {
        json.field("number", item.number.text())
            .field("line", item.line)
            .field("field", item.field)
            .field("ours", item.ours)
            .field("theirs", item.theirs);
    });
    write_list(json, "unknown", report.unknown, [&](const ReconciliationReport::Unknown& item) {
        json.field("number", item.number)
            .field("line_first", item.line_first)
            .field("times", item.times)
            .field("amount", item.amount);
    });
    write_list(json, "unread", report.unread, [&](const ReconciliationReport::Unread& item) {
        json.field("line", item.line)
            .field("column", item.column)
            .field("found", item.found)
            .field("expected", item.expected);
    });
    json.object_end();
    return out;
}

}  // namespace makegood::exports
