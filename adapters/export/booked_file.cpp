#include "adapters/export/booked_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "adapters/codec/csv_reader.hpp"
#include "adapters/codec/csv_writer.hpp"
#include "adapters/codec/json_reader.hpp"
#include "adapters/export/one_line.hpp"

namespace makegood::exports {

namespace {

constexpr codec::Chars title_chars{1, 200};
constexpr codec::Chars why_chars{1, 2000};
constexpr codec::Items prefixes_count{1, 20};
constexpr std::array<std::string_view, 4> delimiter_words{",", ";", "\t", "|"};
constexpr std::array<std::string_view, 2> decimal_words{".", ","};
constexpr std::array<std::string_view, 4> grouping_words{",", ".", " ", "'"};
constexpr std::array<std::string_view, 2> sign_words{"positive", "credit-negative"};
constexpr std::size_t quoted_characters_max = 80;

std::string quoted(std::string_view text) {
    const std::string line = one_line(text);
    const std::string_view shown = first_characters(line, quoted_characters_max);
    return "\"" + std::string(shown) + (shown.size() < line.size() ? "...\"" : "\"");
}

void read_columns(codec::ObjectReader columns, BookedMapping& mapping) {
    std::set<std::string, std::less<>> seen;
    const auto once = [&](std::string_view name, std::string_view title) {
        if (!seen.emplace(title).second) columns.fault(name, "a column of its own");
        return std::string(title);
    };
    mapping.number = once("number", columns.text("number", title_chars));
    const auto optional = [&](std::string_view name) -> std::optional<std::string> {
        const auto title = columns.optional_text(name, title_chars);
        if (!title) return std::nullopt;
        return once(name, *title);
    };
    mapping.issued_on = optional("issued_on");
    mapping.currency = optional("currency");
    mapping.net = optional("net");
    mapping.tax = optional("tax");
    mapping.gross = optional("gross");
    mapping.batch = optional("batch");
    columns.finish();
    if (columns.is_present() && !mapping.net && !mapping.tax && !mapping.gross)
        columns.fault("", "no column with an amount", "\"net\", \"tax\" or \"gross\", or all of them");
}

BookedMapping read_fields(codec::ObjectReader root) {
    BookedMapping mapping;
    (void)root.optional_text("why", why_chars);
    if (const auto at = root.optional_one_of("delimiter", delimiter_words))
        mapping.delimiter = delimiter_words[*at].front();
    if (const auto at = root.optional_one_of("decimal_sign", decimal_words))
        mapping.decimal_sign = decimal_words[*at].front();
    if (const auto at = root.optional_one_of("digit_grouping", grouping_words))
        mapping.digit_grouping = grouping_words[*at].front();
    if (mapping.digit_grouping == mapping.decimal_sign)
        root.fault("digit_grouping", "another sign than the decimal sign");
    if (const auto at = root.optional_one_of("date_format", date_formats))
        mapping.date_format = static_cast<DateFormat>(*at);
    if (const auto at = root.optional_one_of("sign", sign_words)) mapping.sign = static_cast<Sign>(*at);
    for (codec::JsonValue prefix : root.optional_array("number_prefixes", prefixes_count))
        mapping.number_prefixes.emplace_back(prefix.text(title_chars));
    read_columns(root.object("columns"), mapping);
    root.finish();
    return mapping;
}

/// A cell without blanks at its ends and without the apostrophe that our own writer puts before formulas.
std::string_view plain_cell(std::string_view cell) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = cell.find_first_not_of(blanks);
    if (first == cell.npos) return {};
    cell = cell.substr(first, cell.find_last_not_of(blanks) - first + 1);
    if (cell.starts_with('\'') && codec::is_formula(cell.substr(1))) cell.remove_prefix(1);
    return cell;
}

/// Where the mapping's columns stand in a file.
class Header {
  public:
    Header(std::span<const std::string_view> titles, const BookedMapping& mapping) {
        for (std::string_view title : titles) titles_.emplace_back(plain_cell(title));
        number_ = place("number", mapping.number);
        issued_on_ = place("issued_on", mapping.issued_on);
        currency_ = place("currency", mapping.currency);
        net_ = place("net", mapping.net);
        tax_ = place("tax", mapping.tax);
        gross_ = place("gross", mapping.gross);
        batch_ = place("batch", mapping.batch);
    }

    [[nodiscard]] Findings& findings() { return findings_; }

    [[nodiscard]] BookedRow row(const codec::CsvRow& csv) const {
        const auto cell = [&](const std::optional<std::size_t>& at) -> std::optional<std::string_view> {
            if (!at) return std::nullopt;
            return plain_cell(csv.fields[*at]);
        };
        return {csv.line_first, *cell(number_), cell(issued_on_), cell(currency_),
                cell(net_),     cell(tax_),     cell(gross_),     cell(batch_)};
    }

  private:
    std::optional<std::size_t> place(const std::string& name, const std::optional<std::string>& title) {
        if (!title) return std::nullopt;
        const auto found = std::find(titles_.begin(), titles_.end(), *title);
        if (found == titles_.end())
            findings_.push_back({"/columns/" + name, "no column " + quoted(*title) + " in the file", listed()});
        else if (std::find(found + 1, titles_.end(), *title) != titles_.end())
            findings_.push_back(
                {"/columns/" + name, "two columns " + quoted(*title) + " in the file", "one of that name"});
        return static_cast<std::size_t>(found - titles_.begin());
    }

    [[nodiscard]] std::string listed() const {
        std::string words = "one of its columns: ";
        for (std::size_t i = 0; i < titles_.size(); ++i) words += (i > 0 ? ", " : "") + quoted(titles_[i]);
        return words;
    }

    std::vector<std::string> titles_;
    Findings findings_;
    std::optional<std::size_t> number_, issued_on_, currency_, net_, tax_, gross_, batch_;
};

/// The digits of an amount as parse_money wants them; nothing when it is no number.
class AmountText {
  public:
    AmountText(std::string_view text, const BookedMapping& mapping) : mapping_(mapping) {
        if (text.starts_with('-') || text.starts_with('+')) {
            is_negative_ = text.front() == '-';
            text.remove_prefix(1);
        }
        const std::size_t sign = text.find(mapping.decimal_sign);
        is_number_ = read_whole(text.substr(0, sign)) && (sign == text.npos || read_fraction(text.substr(sign + 1)));
    }

    [[nodiscard]] bool is_number() const { return is_number_; }
    [[nodiscard]] std::size_t fraction_digits() const { return fraction_.size(); }
    [[nodiscard]] std::string in_digits(std::size_t digits) const {
        std::string fraction = fraction_;
        fraction.resize(digits, '0');
        const bool is_zero = whole_ == "0" && fraction.find_first_not_of('0') == fraction.npos;
        return (is_negative_ && !is_zero ? "-" : "") + whole_ + (digits > 0 ? "." + fraction : "");
    }

  private:
    static bool are_digits(std::string_view text) {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    bool read_whole(std::string_view text) {
        constexpr std::size_t group_digits = 3;
        const std::size_t first = mapping_.digit_grouping ? text.find(*mapping_.digit_grouping) : text.npos;
        if (!are_digits(text.substr(0, first)) || (first != text.npos && first > group_digits)) return false;
        whole_ = text.substr(0, first);
        for (std::size_t at = first; at < text.size(); at += group_digits + 1) {
            const std::string_view group = text.substr(at + 1, group_digits);
            if (text[at] != *mapping_.digit_grouping || group.size() != group_digits || !are_digits(group))
                return false;
            whole_ += group;
        }
        whole_.erase(0, std::min(whole_.find_first_not_of('0'), whole_.size() - 1));
        return true;
    }

    bool read_fraction(std::string_view text) {
        if (!are_digits(text)) return false;
        fraction_ = text.substr(0, text.find_last_not_of('0') + 1);
        return true;
    }

    const BookedMapping& mapping_;
    bool is_negative_ = false;
    bool is_number_ = false;
    std::string whole_;
    std::string fraction_;  // without zeros that say nothing
};

std::string amount_form(Currency currency, const BookedMapping& mapping) {
    std::string example = to_text(Money(123'456, currency));
    std::replace(example.begin(), example.end(), '.', mapping.decimal_sign);
    return "an amount in " + std::string(currency.code()) + ", as in " + example;
}

}  // namespace

BookedMapping BookedMapping::plain() {
    BookedMapping mapping;
    mapping.issued_on = "issued_on";
    mapping.currency = "currency";
    mapping.net = "net";
    mapping.tax = "tax";
    mapping.gross = "gross";
    return mapping;
}

Result<BookedMapping, Findings> read_booked_mapping(std::string_view json) {
    const auto document = codec::JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    codec::Faults faults;
    BookedMapping mapping = read_fields(document->object(faults));
    if (!faults.empty()) return Failure{std::move(faults)};
    return mapping;
}

Findings read_booked(std::istream& in, const BookedMapping& mapping,
                     const std::function<void(const BookedRow&)>& take_row,
                     const std::function<void(const BookedFault&)>& take_fault) {
    codec::CsvReader csv(in, {.delimiter = mapping.delimiter});
    const auto first = csv.next();
    if (!first) return {{"", "an empty file", "a first row with the titles of the columns"}};
    if (!*first)
        return {{"", "line " + std::to_string(first->error().line) + ": " + one_line(first->error().found),
                 first->error().expected}};
    Header header((*first)->fields, mapping);
    if (!header.findings().empty()) return std::move(header.findings());
    while (const auto row = csv.next()) {
        if (*row)
            take_row(header.row(**row));
        else
            take_fault({row->error().line_first, one_line(row->error().found), row->error().expected});
    }
    return {};
}

Result<Money, AmountFault> read_booked_amount(std::string_view text, Currency currency, const BookedMapping& mapping) {
    if (text.empty()) return Failure{AmountFault{"nothing", amount_form(currency, mapping)}};
    const AmountText amount(text, mapping);
    if (!amount.is_number()) return Failure{AmountFault{quoted(text), amount_form(currency, mapping)}};
    const auto digits = static_cast<std::size_t>(currency.digits());
    if (amount.fraction_digits() > digits)
        return Failure{AmountFault{quoted(text), amount_form(currency, mapping) + ", without parts of its last digit"}};
    if (auto money = parse_money(amount.in_digits(digits), currency)) return *money;
    return Failure{AmountFault{quoted(text), "an amount of at most 15 digits"}};
}

}  // namespace makegood::exports
