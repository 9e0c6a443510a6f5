#include "adapters/export/layout.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "adapters/codec/json_reader.hpp"

namespace makegood::exports {

namespace {

constexpr codec::Chars text_chars{1, 200};
constexpr codec::Chars word_chars{0, 200};
constexpr codec::Chars why_chars{1, 2000};
constexpr codec::Items columns_count{1, 200};
constexpr std::int64_t characters_most = 10'000;

constexpr std::array<std::string_view, 3> row_words{"line", "tax", "document"};
constexpr std::array<std::string_view, 2> sign_words{"positive", "credit-negative"};
constexpr std::array<std::string_view, 2> type_words{"credit-note", "supplementary-invoice"};
constexpr std::array<std::string_view, 4> delimiter_words{",", ";", "\t", "|"};

/// Reads one layout; findings go where the document's readers put them.
class LayoutReader {
  public:
    Layout read(codec::ObjectReader root) {
        (void)root.optional_text("why", why_chars);
        layout_.rows = static_cast<RowPer>(root.one_of("rows", row_words));
        read_documents(root);
        read_currency(root);
        if (const auto at = root.optional_one_of("delimiter", delimiter_words))
            layout_.delimiter = delimiter_words[*at].front();
        layout_.date_format = static_cast<DateFormat>(root.one_of("date_format", date_formats));
        layout_.sign = static_cast<Sign>(root.one_of("sign", sign_words));
        for (codec::JsonValue element : root.array("columns", columns_count)) read_column(element);
        root.finish();
        if (!layout_.columns.empty()) check_whole(root);
        return std::move(layout_);
    }

  private:
    void read_documents(codec::ObjectReader& root) {
        for (codec::JsonValue element : root.array("documents", {1, type_words.size()})) {
            const auto at = element.try_one_of(type_words);
            if (!at) continue;
            const auto type = *parse_document_type(type_words[*at]);
            if (layout_.takes(type)) element.fault("each type once");
            layout_.documents.push_back(type);
        }
    }

    void read_currency(codec::ObjectReader& root) {
        const auto code = root.optional_text("currency", {3, 3});
        if (!code) return;
        layout_.currency = Currency::find(*code);
        if (!layout_.currency) root.fault("currency", "an ISO 4217 code, as in \"GBP\"");
    }

    void read_column(codec::JsonValue element) {
        codec::ObjectReader object = element.object();
        if (!object.is_present()) return;
        Column column;
        column.title = object.text("title", text_chars, codec::Controls::none);
        if (!titles_.insert(column.title).second) object.fault("title", "a title of its own for every column");
        read_content(object, column);
        read_map(object, column);
        read_length(object, column);
        object.finish();
        layout_.columns.push_back(std::move(column));
    }

    void read_content(codec::ObjectReader& object, Column& column) {
        auto value = object.optional_value("value");
        auto text = object.optional_value("text");
        auto constant = object.optional_value("constant");
        if (value.has_value() + text.has_value() + constant.has_value() != 1) {
            object.fault(
                "",
                "a column with " + std::string(value || text || constant ? "more than one content" : "nothing in it"),
                "exactly one of \"value\", \"text\" and \"constant\"");
            return;
        }
        if (value) read_field(*value, column);
        if (text) read_template(*text, column);
        if (constant) column.content = Constant{std::string(constant->text(word_chars, codec::Controls::none))};
    }

    void read_field(codec::JsonValue& value, Column& column) {
        const auto name = value.try_text(text_chars);
        if (!name) return;
        if (const auto field = find_field(*name, layout_.rows))
            column.content = *field;
        else
            value.fault(accepted_fields(*name));
    }

    void read_template(codec::JsonValue& value, Column& column) {
        const auto text = value.try_text(text_chars);
        if (!text) return;
        TextTemplate result;
        std::string_view rest = *text;
        while (!rest.empty()) {
            const std::size_t open = rest.find_first_of("{}");
            TextTemplate::Part part{std::string(rest.substr(0, open)), std::nullopt};
            rest.remove_prefix(std::min(open, rest.size()));
            if (!rest.empty()) {
                const std::size_t close = rest.find_first_of("{}", 1);
                if (rest.front() != '{' || close == rest.npos || rest[close] != '}')
                    return value.fault("a text in which every { has its }, with a field's name between them");
                const std::string_view name = rest.substr(1, close - 1);
                part.field = find_field(name, layout_.rows);
                if (!part.field) return value.fault("{" + std::string(name) + "}", accepted_fields(name));
                rest.remove_prefix(close + 1);
            }
            result.parts.push_back(std::move(part));
        }
        column.content = std::move(result);
    }

    /// The fields that would be accepted, and why a known one is not.
    std::string accepted_fields(std::string_view name) const {
        std::string words = "one of " + field_names(layout_.rows);
        if (find_field(name, RowPer::line))
            words += "; a row per " + std::string(row_words[static_cast<std::size_t>(layout_.rows)]) + " has no \"" +
                     std::string(name) + "\"";
        return words;
    }

    void read_map(codec::ObjectReader& object, Column& column) {
        auto map = object.optional_value("map");
        auto otherwise = object.optional_value("otherwise");
        if (!map) {
            if (otherwise) otherwise->fault("a \"map\" beside it");
            return;
        }
        const auto* field = std::get_if<LayoutField>(&column.content);
        if (field == nullptr || kind_of(*field) != FieldKind::text)
            map->fault("a map only beside a \"value\" that is a text, as in \"tax_code\"");
        column.map.emplace();
        codec::ObjectReader words = map->object();
        for (auto [from, to] : words.members()) column.map->words.emplace(from, to.text(word_chars));
        if (words.is_present() && column.map->words.empty()) map->fault("at least one word, as in {\"S 20\": \"T1\"}");
        if (otherwise) column.map->otherwise = std::string(otherwise->text(word_chars));
    }

    static void read_length(codec::ObjectReader& object, Column& column) {
        const auto most = object.optional_integer("characters_max", {1, characters_most});
        const auto cut = object.optional_flag("cut");
        if (most) column.characters_max = static_cast<std::size_t>(*most);
        column.is_cut = cut.value_or(false);
        if (cut && !most) object.fault("cut", "a \"characters_max\" beside it");
        const auto* field = std::get_if<LayoutField>(&column.content);
        if (most && field != nullptr && kind_of(*field) != FieldKind::text)
            object.fault("characters_max", "a length only of texts, never of amounts, rates and days");
    }

    [[nodiscard]] bool shows(LayoutField field) const {
        return std::any_of(layout_.columns.begin(), layout_.columns.end(), [&](const Column& column) {
            const auto* value = std::get_if<LayoutField>(&column.content);
            return value != nullptr && *value == field;
        });
    }

    /// What is right in every part and would still be booked wrong.
    void check_whole(codec::ObjectReader& root) {
        if (!shows(LayoutField::number))
            root.fault("columns", "no column with the value \"number\"", "one, so that rows find their document");
        if (!shows(LayoutField::gross) && !shows(LayoutField::amount) &&
            !(shows(LayoutField::net) && shows(LayoutField::rounding)))
            root.fault("columns", "no column with the row's money",
                       "one with the value \"amount\" or \"gross\", or \"net\" and \"rounding\"");
        if (!layout_.currency && !shows(LayoutField::currency))
            root.fault("currency", "neither a currency nor a column with the value \"currency\"",
                       "one of them, so that no amount is booked in the wrong currency");
        if (layout_.sign == Sign::positive && layout_.documents.size() > 1 && !shows(LayoutField::type))
            root.fault("sign", "positive amounts of both types without a column of the value \"type\"",
                       "such a column, \"credit-negative\", or one type in \"documents\"");
    }

    Layout layout_;
    std::set<std::string, std::less<>> titles_;
};

}  // namespace

bool Layout::takes(DocumentType type) const {
    return std::find(documents.begin(), documents.end(), type) != documents.end();
}

Result<Layout, Findings> read_layout(std::string_view json) {
    const auto document = codec::JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    codec::Faults faults;
    Layout layout = LayoutReader().read(document->object(faults));
    if (!faults.empty()) return Failure{std::move(faults)};
    return layout;
}

}  // namespace makegood::exports
