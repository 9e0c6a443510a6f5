#include <chrono>
#include <iostream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/codec/csv_reader.hpp"
#include "adapters/codec/utf8.hpp"
#include "adapters/export/plain_csv.hpp"
#include "tests/adapters/export/layout_given.hpp"

using namespace makegood;
using namespace makegood::exports;

namespace {

const std::vector<std::string> all_digits = {"EUR", "GBP", "JPY", "TND", "CLF"};

struct File {
    std::string bytes;
    std::vector<Findings> refused;
    std::map<std::string, const Adjustment*> written;
};

File write(const Layout& layout, const std::vector<Case>& cases) {
    File file;
    const AccountNames names = account_names();
    LayoutWriter writer(layout, names, [&](std::string_view bytes) { file.bytes += bytes; });
    for (const Case& of : cases)
        for (const Adjustment& document : of.documents)
            if (Findings findings = writer.add({document, of.invoice, 7}); findings.empty())
                file.written.emplace(document.number.text(), &document);
            else
                file.refused.push_back(std::move(findings));
    return file;
}

std::string cells(const Layout& layout, const Case& of, std::size_t row) {
    std::istringstream in(write(layout, {of}).bytes);
    codec::CsvReader csv(in, {.delimiter = layout.delimiter});
    std::string words;
    for (std::size_t i = 0;; ++i) {
        const auto read = csv.next();
        REQUIRE(read);
        REQUIRE(*read);
        if (i < row) continue;
        for (std::string_view field : (*read)->fields) words += std::string(field) + "|";
        return words;
    }
}

std::vector<Case> many(std::uint64_t from, std::size_t count, const std::vector<std::string>& currencies) {
    std::vector<Case> cases;
    for (std::size_t i = 0; i < count; ++i) {
        Dice dice(from * 1'000'003 + i);
        cases.push_back(any_case(dice, "D" + std::to_string(i) + "-", currencies));
    }
    return cases;
}

/// A layout with every column there is, one of both signs.
std::string everything(std::string_view rows, std::string_view sign, char delimiter) {
    const auto per = rows == "line" ? RowPer::line : rows == "tax" ? RowPer::tax : RowPer::document;
    std::string names = field_names(per);
    names.replace(names.rfind(" or "), 4, ", ");
    std::string columns;
    std::istringstream in(names);
    for (std::string name; std::getline(in >> std::ws, name, ',');)
        columns += R"({"title": ")" + name + R"(", "value": ")" + name + R"("}, )";
    return R"({"rows": ")" + std::string(rows) + R"(", "documents": ["credit-note", "supplementary-invoice"], )" +
           R"("date_format": "DD/MM/YYYY", "sign": ")" + std::string(sign) + R"(", "delimiter": ")" + delimiter +
           R"(", "columns": [)" + columns +
           R"({"title": "all, \"of\" it", "text": "{customer_name}{description_or}"}]})";
}

std::string everything_of(std::string_view rows, std::string_view sign, char delimiter) {
    std::string json = everything(rows, sign, delimiter);
    json.replace(json.find("{description_or}"), 16, rows == "document" ? "" : "{description}");
    return json;
}

/// What mlr sums up for each document: minor units, and how many rows.
struct Summed {
    std::int64_t amount = 0, tax = 0, rows = 0;
};

std::map<std::string, Summed> summed_by_mlr(const std::string& path, char delimiter, const std::string& number,
                                            const std::string& amount, const std::string& tax) {
    const auto minor = [](const std::string& column) {
        return "int(sub(gsub(string(${" + column + "}),\"\\.\",\"\"),\"^(-?)0+([0-9])\",\"\\1\\2\"))";
    };
    const std::string out =
        printed_by("mlr --csv --ifs '" + std::string(1, delimiter) + "' --ofs ';' put '$a=" + minor(amount) +
                   ";$t=" + minor(tax) + "' then stats1 -a sum,count -f a,t -g '" + number + "' " + path);
    std::istringstream in(out);
    std::map<std::string, Summed> sums;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream row(line);
        std::string name, a_sum, a_count, t_sum;
        std::getline(row, name, ';');
        std::getline(row, a_sum, ';');
        std::getline(row, a_count, ';');
        std::getline(row, t_sum, ';');
        sums[name] = {std::stoll(a_sum), std::stoll(t_sum), std::stoll(a_count)};
    }
    return sums;
}

void hold_to_mlr(const Layout& layout, const File& file, const std::string& number, const std::string& amount,
                 const std::string& tax) {
    const Scratch scratch(file.bytes);
    std::string csv = "mlr --icsv --ojson --ifs '";
    (void)printed_by(csv + layout.delimiter + "' cat " + scratch.path() + " >/dev/null");
    const auto sums = summed_by_mlr(scratch.path(), layout.delimiter, number, amount, tax);
    CHECK(sums.size() == file.written.size());
    for (const auto& [name, document] : file.written) {
        const bool turns = layout.sign == Sign::credit_negative && document->type == DocumentType::credit_note;
        const std::int64_t way = turns ? -1 : 1;
        INFO(name);
        REQUIRE(sums.contains(name));
        REQUIRE(sums.at(name).amount == way * (document->totals.net + document->rounding).minor());
        REQUIRE(sums.at(name).tax == way * document->totals.tax.minor());
    }
}

}  // namespace

TEST_CASE("the rows of any document sum to it, to the minor unit, whatever a row stands for") {
    const std::uint64_t from = seed();
    std::cout << "MAKEGOOD_SEED=" << from << "\n";
    const AccountNames names = account_names();
    std::map<RowKind, std::size_t> kinds;
    for (std::size_t i = 0; i < 4000; ++i) {
        Dice dice(from * 1'000'003 + i);
        const Case of = any_case(dice, "", all_digits);
        for (const Adjustment& document : of.documents)
            for (RowPer per : {RowPer::line, RowPer::tax, RowPer::document}) {
                INFO("MAKEGOOD_SEED=" << from << ", invoice " << i << ", rows " << static_cast<int>(per));
                const auto rows = divide({document, of.invoice}, per, names);
                REQUIRE(rows);
                Money net = Money::zero(of.invoice.currency);
                Money tax = net;
                Money gross = net;
                std::map<TaxKey, Money> by_key;
                for (const DocumentRow& row : *rows) {
                    net += row.net;
                    tax += row.tax;
                    gross += row.gross();
                    ++kinds[row.kind];
                    const bool is_empty = row.amount().is_zero() && row.tax.is_zero();
                    REQUIRE((!is_empty || per == RowPer::document));
                    if (row.tax_key) by_key.try_emplace(*row.tax_key, row.tax - row.tax).first->second += row.tax;
                }
                REQUIRE(net == document.totals.net);
                REQUIRE(tax == document.totals.tax);
                REQUIRE(gross == document.totals.gross);
                if (per == RowPer::document) continue;
                for (const TaxSubtotal& row : document.tax)
                    if (!row.amount.is_zero()) REQUIRE(by_key.at(row.key) == row.amount);
            }
    }
    for (const auto& [kind, count] : kinds) std::cout << "  " << to_text(kind) << " rows: " << count << "\n";
    CHECK(kinds[RowKind::rounding] > 100);
    CHECK(kinds[RowKind::tax] > 100);
    CHECK(kinds[RowKind::line] > 1000);
}

TEST_CASE("tax that no line carries and a returned rounding are rows of their own accounts") {
    Case of = small_case();
    Adjustment& document = of.documents.at(0);
    document.lines[0].after = document.lines[0].before;
    document.tax[0].base = money("0.00");
    document.tax[0].amount = money("0.02");
    document.rounding = money("-0.01");
    document.totals = {money("0.00"), money("0.02"), money("0.01")};
    const AccountNames names = account_names();
    const auto rows = divide({document, of.invoice}, RowPer::line, names);
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    CHECK((*rows)[0].kind == RowKind::tax);
    CHECK((*rows)[0].account.text() == "2200 Output tax");
    CHECK((*rows)[0].description == "Tax, S at 20 %");
    CHECK((*rows)[1].kind == RowKind::rounding);
    CHECK((*rows)[1].account.text() == "4990 Rounding");
    CHECK((*rows)[1].gross() == money("-0.01"));
}

TEST_CASE("a document whose parts do not sum, or with a line that the invoice lacks, is refused and not written") {
    const AccountNames names = account_names();
    std::string bytes;
    const Layout of_all = layout(everything_of("line", "positive", ','));
    LayoutWriter writer(of_all, names, [&](std::string_view more) { bytes += more; });
    const std::string titles = bytes;
    Case of = small_case();
    of.documents[0].totals.tax += money("0.01");
    auto findings = writer.add({of.documents[0], of.invoice});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0] == Finding{"/adjustment/totals/tax", "\"10.01\"", "\"10.00\", the sum of the tax amounts"});
    of = small_case();
    of.documents[0].lines[0].line = LineId("9");
    findings = writer.add({of.documents[0], of.invoice});
    REQUIRE_FALSE(findings.empty());
    CHECK(findings[0].pointer == "/adjustment/lines/0/line");
    CHECK(findings[0].found == "\"9\"");
    for (const char* charge : {"charge:1", "charge:0", "charge:x", "charge:"}) {
        of.documents[0].lines[0].line = LineId(charge);
        CHECK(writer.add({of.documents[0], of.invoice})[0].pointer == "/adjustment/lines/0/line");
    }
    CHECK(bytes == titles);
}

TEST_CASE("mlr reads every kind of layout, whatever the texts, and comes to our sums") {
    const std::uint64_t from = seed();
    std::cout << "MAKEGOOD_SEED=" << from << "\n";
    INFO("MAKEGOOD_SEED=" << from);
    const std::vector<Case> cases = many(from, 600, all_digits);
    for (const char* rows : {"line", "tax", "document"})
        for (const char* sign : {"positive", "credit-negative"})
            for (char delimiter : {',', ';'}) {
                INFO(rows << " " << sign << " " << delimiter);
                const Layout of = layout(everything_of(rows, sign, delimiter));
                const File file = write(of, cases);
                CHECK(file.refused.empty());
                hold_to_mlr(of, file, "number", "amount", "tax");
            }
}

TEST_CASE("mlr reads every shipped layout and comes to our sums; what is refused is refused for its words") {
    struct Preset {
        std::string name, number, amount, tax;
    };
    const std::uint64_t from = seed();
    std::cout << "MAKEGOOD_SEED=" << from << "\n";
    INFO("MAKEGOOD_SEED=" << from);
    const std::vector<Case> cases = many(from, 2500, {"GBP", "GBP", "EUR", "JPY"});
    for (const Preset& preset : {Preset{"sage-50", "Reference", "Net Amount", "Tax Amount"},
                                 Preset{"xero", "*InvoiceNumber", "*UnitAmount", "TaxAmount"},
                                 Preset{"quickbooks-online", "*CreditNoteNo", "*ItemAmount", "ItemTaxAmount"},
                                 Preset{"quickbooks-online-invoices", "*InvoiceNo", "*ItemAmount", "ItemTaxAmount"},
                                 Preset{"netsuite", "External ID", "Amount", "Tax Amount"},
                                 Preset{"netsuite-invoices", "External ID", "Amount", "Tax Amount"}}) {
        INFO(preset.name);
        const Layout of = layout(source_file("config/export/" + preset.name + ".json"));
        const File file = write(of, cases);
        std::cout << "  " << preset.name << ": " << file.written.size() << " documents, " << file.refused.size()
                  << " refused\n";
        CHECK(file.written.size() > 40);
        for (const Findings& findings : file.refused)
            for (const Finding& finding : findings) {
                const bool is_of_layout =
                    finding.pointer == "/documents" || finding.pointer == "/currency" ||
                    (finding.pointer.starts_with("/columns/") && finding.pointer.ends_with("/map"));
                REQUIRE(is_of_layout);
            }
        hold_to_mlr(of, file, preset.number, preset.amount, preset.tax);
    }
}

TEST_CASE("mlr reads our plain CSV and comes to our sums") {
    const std::uint64_t from = seed();
    INFO("MAKEGOOD_SEED=" << from);
    const std::vector<Case> cases = many(from, 500, all_digits);
    std::string bytes;
    PlainCsv csv(bytes);
    std::map<std::string, const Adjustment*> written;
    for (const Case& of : cases)
        for (const Adjustment& document : of.documents) {
            csv.add(document);
            written.emplace(document.number.text(), &document);
        }
    const Scratch scratch(bytes);
    const auto sums = summed_by_mlr(scratch.path(), ',', "number", "net", "tax");
    CHECK(sums.size() == written.size());
    for (const auto& [name, document] : written) {
        REQUIRE(sums.at(name).amount == document->totals.net.minor());
        REQUIRE(sums.at(name).tax == document->totals.tax.minor());
    }
}

TEST_CASE("no text in a file is a formula, and every amount in it is still a number") {
    const std::uint64_t from = seed();
    INFO("MAKEGOOD_SEED=" << from);
    const std::vector<Case> cases = many(from, 300, all_digits);
    for (const char* sign : {"positive", "credit-negative"}) {
        const Layout of = layout(everything_of("line", sign, ','));
        std::istringstream in(write(of, cases).bytes);
        codec::CsvReader csv(in);
        while (const auto row = csv.next()) {
            REQUIRE(*row);
            if ((*row)->row == 1) continue;
            for (std::size_t i = 0; i < of.columns.size(); ++i) {
                const std::string cell((*row)->fields[i]);
                INFO(of.columns[i].title << ": " << cell);
                const auto* field = std::get_if<LayoutField>(&of.columns[i].content);
                if (field != nullptr && kind_of(*field) == FieldKind::amount)
                    REQUIRE(Decimal::parse(cell));
                else
                    REQUIRE_FALSE(codec::is_formula(cell));
                REQUIRE(cell.find_first_of("\r\n\t") == std::string::npos);
            }
        }
    }
}

TEST_CASE("a customer named as a formula is harmless") {
    Case of = small_case();
    of.invoice.customer.name = "=HYPERLINK(\"http://evil.example\",\"pay\")";
    const Layout xero = layout(source_file("config/export/xero.json"));
    CHECK(
        cells(xero, of, 1).starts_with("'=HYPERLINK(\"http://evil.example\",\"pay\")|CN-1|R-1|10/03/2026|10/03/2026|"));
    CHECK(cells(xero, of, 1).ends_with("|1|-50.00|4800|20% (VAT on Income)|-10.00|EUR|"));
}

TEST_CASE("Sage 50 gets an SC row with positive amounts and its own tax code") {
    Case of = small_case();
    std::string json = source_file("config/export/sage-50.json");
    json.replace(json.find("GBP"), 3, "EUR");
    const Layout sage = layout(json);
    CHECK(cells(sage, of, 0) ==
          "Type|Account Reference|Nominal A/C Ref|Department Code|Date|Reference|Details|Net Amount|Tax Code|Tax "
          "Amount|Extra Reference|");
    CHECK(cells(sage, of, 1) == "SC|DONAU|4800|0|10/03/2026|CN-1|R-1: Screening|50.00|T1|10.00|R-1|");
    of.invoice.lines[0].description = std::string(80, 'x');
    CHECK(cells(sage, of, 1) ==
          "SC|DONAU|4800|0|10/03/2026|CN-1|R-1: " + std::string(55, 'x') + "|50.00|T1|10.00|R-1|");
}

TEST_CASE("words that a layout does not know, texts too long for it and other currencies are refused by name") {
    const Layout sage = layout(source_file("config/export/sage-50.json"));
    const AccountNames names = account_names();
    LayoutWriter writer(sage, names, [](std::string_view) {});
    Case of = small_case();
    const auto refused = [&] { return writer.add({of.documents[0], of.invoice}); };
    Findings findings = refused();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0] == Finding{"/currency", "CN-1 in EUR", "documents in GBP, which this layout is for"});

    std::string json = source_file("config/export/sage-50.json");
    json.replace(json.find("GBP"), 3, "EUR");
    const Layout euro = layout(json);
    LayoutWriter second(euro, names, [](std::string_view) {});
    of.invoice.customer.id = CustomerId("MUCH-TOO-LONG");
    of.invoice.lines[0].tax.rate = Decimal(175, 1);
    of.documents[0].tax[0].key.rate = Decimal(175, 1);
    findings = second.add({of.documents[0], of.invoice});
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].pointer == "/columns/1/characters_max");
    CHECK(findings[0].found == "\"MUCH-TOO-LONG\" in CN-1, 13 characters");
    CHECK(findings[1].pointer == "/columns/8/map");
    CHECK(findings[1].found == "\"S 17.5\" in CN-1");
    CHECK(findings[1].expected.find("\"S 20\"") != std::string::npos);

    const Layout invoices = layout(source_file("config/export/netsuite-invoices.json"));
    LayoutWriter third(invoices, names, [](std::string_view) {});
    findings = third.add({small_case().documents[0], of.invoice});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].pointer == "/documents");
    CHECK(findings[0].found == "CN-1, a credit-note");
}

TEST_CASE("texts are cut between characters, and a neutralised one is no longer than allowed") {
    const Layout of = layout(
        R"({"rows": "document", "documents": ["credit-note"], "currency": "EUR", "date_format": "MM/DD/YYYY", "sign": "positive",
            "columns": [{"title": "No", "value": "number"}, {"title": "Gross", "value": "gross"},
                        {"title": "Day", "value": "issued_on"},
                        {"title": "Name", "value": "customer_name", "characters_max": 4, "cut": true},
                        {"title": "Minus", "constant": "-1"}, {"title": "Formula", "constant": "=1"},
                        {"title": "Way", "value": "type", "map": {"x": "y"}, "otherwise": "+else"}]})");
    struct Row {
        std::string name, shown;
    };
    for (const Row& row : {Row{"砂利のふるい分け", "砂利のふ"}, Row{"=1+1+1", "'=1+"}, Row{"abc def", "abc"},
                           Row{"\n \t", ""}, Row{"a\xff\xfe", "a\xEF\xBF\xBD\xEF\xBF\xBD"}}) {
        Case made = small_case();
        made.invoice.customer.name = row.name;
        CHECK(cells(of, made, 1) == "CN-1|60.00|03/10/2026|" + row.shown + "|-1|'=1|'+else|");
    }
}

TEST_CASE("a hundred thousand documents are written in some time", "[.speed]") {
    const std::vector<Case> cases = many(1, 50'000, {"GBP"});
    const AccountNames names = account_names();
    Layout xero = layout(source_file("config/export/xero.json"));
    Layout sage = layout(source_file("config/export/sage-50.json"));
    for (Layout* of : {&xero, &sage})
        for (Column& column : of->columns)
            if (column.map) column.map->otherwise = "T9";
    for (const Layout* of : {&xero, &sage}) {
        std::size_t count = 0;
        std::size_t bytes = 0;
        const auto start = std::chrono::steady_clock::now();
        LayoutWriter writer(*of, names, [&](std::string_view more) { bytes += more.size(); });
        while (count < 100'000)
            for (const Case& made : cases)
                for (const Adjustment& document : made.documents)
                    if (count < 100'000) count += writer.add({document, made.invoice}).empty() ? 1 : 0;
        const auto took = std::chrono::steady_clock::now() - start;
        std::cout << count << " documents, " << bytes << " bytes, "
                  << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
    }
    std::size_t count = 0;
    std::string bytes;
    std::size_t total = 0;
    const auto start = std::chrono::steady_clock::now();
    PlainCsv csv(bytes);
    while (count < 100'000)
        for (const Case& made : cases)
            for (const Adjustment& document : made.documents) {
                if (count++ >= 100'000) break;
                csv.add(document);
                total += bytes.size();
                bytes.clear();
            }
    const auto took = std::chrono::steady_clock::now() - start;
    std::cout << "plain: " << total << " bytes, " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
              << " ms\n";
}
