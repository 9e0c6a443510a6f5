#include "adapters/export/layout_writer.hpp"

#include "adapters/codec/utf8.hpp"
#include "adapters/export/one_line.hpp"

namespace makegood::exports {

namespace {

constexpr std::size_t words_shown = 12;

std::string column_pointer(std::size_t column, std::string_view part) {
    return "/columns/" + std::to_string(column) + "/" + std::string(part);
}

std::string accepted_words(const TextMap& map) {
    std::string words = "one of ";
    std::size_t shown = 0;
    for (const auto& [from, to] : map.words) {
        if (shown++ == words_shown) {
            words += "... ";
            break;
        }
        words += "\"" + from + "\", ";
    }
    return words + "or an \"otherwise\" beside the map";
}

}  // namespace

LayoutWriter::LayoutWriter(const Layout& layout, const AccountNames& accounts, Sink sink)
    : layout_(layout), accounts_(accounts), sink_(std::move(sink)), csv_(bytes_, layout.delimiter) {
    write_titles();
}

void LayoutWriter::write_titles() {
    for (const Column& column : layout_.columns) csv_.text(column.title);
    csv_.row_end();
    sink_(bytes_);
    bytes_.clear();
}

Findings LayoutWriter::add(const ExportedDocument& document) {
    findings_.clear();
    const Adjustment& adjustment = document.adjustment;
    const Currency currency = adjustment.totals.net.currency();
    if (!layout_.takes(adjustment.type))
        refuse("/documents", adjustment.number.text() + ", a " + std::string(to_text(adjustment.type)),
               "only the types that this layout names; write the other with a layout of its own");
    if (layout_.currency && *layout_.currency != currency)
        refuse("/currency", adjustment.number.text() + " in " + std::string(currency.code()),
               "documents in " + std::string(layout_.currency->code()) + ", which this layout is for");
    if (!findings_.empty()) return std::move(findings_);
    auto rows = divide(document, layout_.rows, accounts_);
    if (!rows) return rows.error();
    for (std::size_t i = 0; i < rows->size(); ++i) write_row(document, (*rows)[i], i + 1);
    if (findings_.empty()) sink_(bytes_);
    bytes_.clear();
    return std::move(findings_);
}

void LayoutWriter::write_row(const ExportedDocument& document, const DocumentRow& row, std::size_t ordinal) {
    for (std::size_t column = 0; column < layout_.columns.size(); ++column) write_cell(column, document, row, ordinal);
    csv_.row_end();
}

void LayoutWriter::write_cell(std::size_t column, const ExportedDocument& document, const DocumentRow& row,
                              std::size_t ordinal) {
    const auto& content = layout_.columns[column].content;
    if (const auto* constant = std::get_if<Constant>(&content)) {
        if (Decimal::parse(constant->text))
            csv_.number(constant->text);
        else
            csv_.text(constant->text);
        return;
    }
    if (const auto* text = std::get_if<TextTemplate>(&content))
        return write_text(column, document, filled(*text, document, row, ordinal));
    const LayoutField field = std::get<LayoutField>(content);
    switch (kind_of(field)) {
        case FieldKind::text: return write_text(column, document, text_of(field, document, row, ordinal));
        case FieldKind::date: csv_.text(write_date(date_of(field, document), layout_.date_format)); return;
        case FieldKind::amount: csv_.number(written_amount(field, document, row)); return;
        case FieldKind::rate: break;
    }
    if (row.tax_key)
        csv_.number(text_of(field, document, row, ordinal));
    else
        csv_.empty();
}

void LayoutWriter::write_text(std::size_t column, const ExportedDocument& document, std::string_view text) {
    const Column& of = layout_.columns[column];
    if (of.map) {
        if (const auto word = of.map->words.find(text); word != of.map->words.end())
            text = word->second;
        else if (of.map->otherwise)
            text = *of.map->otherwise;
        else
            refuse(column_pointer(column, "map"),
                   "\"" + std::string(text) + "\" in " + document.adjustment.number.text(), accepted_words(*of.map));
    }
    const std::string line = one_line(text);
    std::string_view shown = line;
    if (of.characters_max) {
        const std::size_t most = *of.characters_max - (codec::is_formula(line) ? 1 : 0);
        if (of.is_cut)
            shown = first_characters(line, most);
        else if (codec::characters_in(line) > most)
            refuse(column_pointer(column, "characters_max"),
                   "\"" + line + "\" in " + document.adjustment.number.text() + ", " +
                       std::to_string(codec::characters_in(line)) + " characters",
                   "at most " + std::to_string(most) + ", or \"cut\": true");
    }
    csv_.text(shown);
}

std::string LayoutWriter::filled(const TextTemplate& text, const ExportedDocument& document, const DocumentRow& row,
                                 std::size_t ordinal) const {
    std::string words;
    for (const TextTemplate::Part& part : text.parts) {
        words += part.literal;
        if (!part.field) continue;
        switch (kind_of(*part.field)) {
            case FieldKind::text:
            case FieldKind::rate: words += text_of(*part.field, document, row, ordinal); break;
            case FieldKind::date: words += write_date(date_of(*part.field, document), layout_.date_format); break;
            case FieldKind::amount: words += written_amount(*part.field, document, row); break;
        }
    }
    return words;
}

std::string LayoutWriter::written_amount(LayoutField field, const ExportedDocument& document,
                                         const DocumentRow& row) const {
    const Money amount = amount_of(field, document, row);
    const bool turns = layout_.sign == Sign::credit_negative && document.adjustment.type == DocumentType::credit_note;
    return to_text(turns ? -amount : amount);
}

void LayoutWriter::refuse(std::string pointer, std::string found, std::string expected) {
    findings_.push_back({std::move(pointer), std::move(found), std::move(expected)});
}

}  // namespace makegood::exports
