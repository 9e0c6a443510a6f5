#include "adapters/verify/document_image.hpp"

#include <algorithm>

namespace makegood::verify {

Wide read_accounting_tax(const Value& tax) {
    const auto written = parse_written(tax["amount"].text());
    return written ? written->coefficient : 0;
}

DocumentImage read_image(const Value& document, Levels& levels) {
    DocumentImage image;
    image.number = document["number"].text();
    image.claim = document["claim"].text();
    image.stated_at_ms = document["stated_at"].unix_ms();
    image.is_credit = document["type"].text() == "credit-note";
    document["lines"].each([&](const Value& line) {
        if (const auto at = levels.find_line(line["line"].text()))
            image.lines.push_back({*at, line["before"].amount() - line["after"].amount()});
    });
    document["tax"].each([&](const Value& row) {
        if (const auto group = levels.find_group(read_tax_key(row)))
            image.tax.push_back({*group, row["base"].amount(), row["amount"].amount()});
    });
    image.totals = read_totals(document["totals"]);
    image.rounding = document["rounding"].amount();
    if (const Value day = document.find("tax_point"); day.is_there()) image.tax_point = day.text();
    if (const Value tax = document.find("accounting_tax"); tax.is_there()) {
        image.accounting_currency = tax["currency"].text();
        image.accounting_tax = read_accounting_tax(tax);
    }
    image.lines.shrink_to_fit();
    image.tax.shrink_to_fit();
    return image;
}

std::string difference(const DocumentImage& document, const DocumentImage& other, const Levels& levels) {
    const bool is_turned = document.is_credit != other.is_credit;
    const auto is_same_line = [&](const DocumentImage::Line& a, const DocumentImage::Line& b) {
        return a.line == b.line && a.fall == (is_turned ? -b.fall : b.fall);
    };
    const auto [line, none] = std::mismatch(document.lines.begin(), document.lines.end(), other.lines.begin(),
                                            other.lines.end(), is_same_line);
    if (line != document.lines.end()) return "line " + quoted(levels.lines[line->line].id);
    if (none != other.lines.end()) return "line " + quoted(levels.lines[none->line].id);
    if (document.tax != other.tax) return "the tax";
    if (document.totals != other.totals) return "the totals";
    if (document.rounding != other.rounding) return "the rounding";
    if (document.claim != other.claim) return "the claim";
    if (document.stated_at_ms != other.stated_at_ms) return "the statement that it honours";
    if (document.tax_point != other.tax_point) return "the day of its tax period";
    if (document.accounting_currency != other.accounting_currency || document.accounting_tax != other.accounting_tax)
        return "the tax in the currency of accounting";
    return {};
}

}  // namespace makegood::verify
