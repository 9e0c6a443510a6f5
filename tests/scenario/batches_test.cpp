#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <numeric>
#include <regex>
#include <set>
#include <tuple>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "tests/adapters/bank/official.hpp"
#include "tests/adapters/export/strict_tools.hpp"
#include "tests/adapters/ubl/official.hpp"
#include "tests/exact/ubl_check.hpp"
#include "tests/exact/ubl_fitness.hpp"
#include "tests/scenario/outside.hpp"
#include "tests/scenario/quarter.hpp"

using namespace makegood;
using namespace makegood::scenario;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

/// A random quarter, closed and written out once for all tests of this file.
Quarter& quarter() {
    static Quarter quarter;
    return quarter;
}

std::vector<std::string> column(const json& rows, const char* name) {
    std::vector<std::string> values;
    for (const json& row : rows) values.push_back(row.at(name));
    return values;
}

using Sums = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// What a tool calls an account of ours, after the root that it wants.
std::string leaf(const std::string& account, exports::JournalDialect dialect) {
    if (dialect != exports::JournalDialect::beancount) return account;
    std::string name = account;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

/// From the table of entries, not from what writes the files: ours, up to and with a day.
Sums trial_balance_through(const std::string& database, Date through, exports::JournalDialect dialect) {
    SQLite::Database file(database);
    SQLite::Statement rows(file,
                           "SELECT account, currency, sum(minor) FROM ("
                           "SELECT debit AS account, currency, amount_minor AS minor, posted_on, origin FROM entries "
                           "UNION ALL SELECT credit, currency, -amount_minor, posted_on, origin FROM entries) "
                           "WHERE origin = 1 AND posted_on <= ? GROUP BY 1, 2 HAVING sum(minor) <> 0");
    rows.bind(1, through.unix_days());
    Sums sums;
    while (rows.executeStep())
        sums[{leaf(rows.getColumn(0).getString(), dialect), rows.getColumn(1).getString()}] =
            rows.getColumn(2).getInt64();
    return sums;
}

/// A document of ours, its invoice with all that happened to it since, and what a batch made of it in UBL.
struct Written {
    Adjustment adjustment;
    InvoiceStream stream;
    std::optional<std::string> xml;
    std::set<std::string> refused;  ///< where something is unfit
};

/// Every one, in the order of issue.
void for_each_document(const std::function<void(const Written&)>& use) {
    for (const Batch& batch : quarter().batches()) {
        const auto batch_number = batch.content.number;
        std::map<std::string, std::set<std::string>> refused;
        if (const auto file = quarter().file(batch_number, "ubl/ubl-refused.csv"); fs::exists(file))
            for (const json& row : rows_of_csv(file)) refused[row.at("number")].insert(row.at("where"));
        for (const json& row : rows_of_csv(quarter().file(batch_number, "csv/adjustments.csv"))) {
            const std::string number = row.at("number");
            std::optional<Written> written;
            quarter().scene().read([&](Reader& reader) {
                const auto issued = reader.adjustment(AdjustmentNumber(number));
                const Adjustment& adjustment = *document_in(issued->recorded.event);
                written = {adjustment, reader.invoice(adjustment.invoice).value(), std::nullopt, refused[number]};
            });
            const auto file = quarter().file(batch_number, "ubl/" + number + ".xml");
            if (fs::exists(file)) written->xml = read_file(file);
            use(*written);
        }
    }
}

/// Whether an invoice is nothing but what was billed and our documents, all of it creditable.
bool can_be_accounted(const InvoiceStream::Books& books) {
    return books.credits_elsewhere.empty() && std::all_of(books.billing.groups.begin(), books.billing.groups.end(),
                                                          [](const TaxGroup& of) { return of.can_be_credited(); });
}

/// What is not in both lists as often.
std::vector<std::string> difference(std::vector<std::string> one, std::vector<std::string> other) {
    std::sort(one.begin(), one.end());
    std::sort(other.begin(), other.end());
    std::vector<std::string> left;
    std::set_symmetric_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(left));
    return left;
}

}  // namespace

TEST_CASE("a random quarter has every kind of deed in it, and closes at random days") {
    for (const char* kind : {"payment",    "bounce",       "claim",        "approval",         "offer",
                             "reversal",   "release",      "refund paid",  "refund failed",    "retry",
                             "make-good",  "balance",      "balance used", "credit elsewhere", "restatement",
                             "withdrawal", "kept promise", "correction",   "account named",    "account confirmed"}) {
        INFO(kind);
        CHECK(quarter().trade().done().count(kind) == 1);
    }
    CHECK(quarter().batches().size() >= 4);
    CHECK(quarter().trade().invoices() >= (is_full_form() ? 10'000U : 800U));
}

TEST_CASE(
    "each journal of each batch passes its tool at its strictest, and up to any closed day they come to the trial "
    "balance of our entries, to the minor unit") {
    using exports::JournalDialect;
    const std::map<JournalDialect, std::string> files = {{JournalDialect::hledger, "hledger/batch.journal"},
                                                         {JournalDialect::ledger, "ledger/batch.ledger"},
                                                         {JournalDialect::beancount, "beancount/batch.beancount"}};
    for (const auto& [dialect, file] : files) {
        Sums sums;
        for (const Batch& batch : quarter().batches()) {
            CAPTURE(file, batch.content.number);
            const exports::StrictTool tool(dialect, read_file(quarter().file(batch.content.number, file)));
            CHECK(tool.complaint() == "");
            for (const auto& [of, minor] : tool.balances())
                if ((sums[{of.first.substr(of.first.find(':') + 1), of.second}] += minor) == 0)
                    sums.erase({of.first.substr(of.first.find(':') + 1), of.second});
            CHECK(sums == trial_balance_through(quarter().database(), batch.content.through, dialect));
        }
        CHECK(!sums.empty());
    }
}

TEST_CASE("batches partition the documents, the refunds and our entries: each is in exactly one") {
    std::vector<std::string> documents, make_goods, refunds, entries;
    for (const Batch& batch : quarter().batches()) {
        const auto number = batch.content.number;
        for (const std::string& found : column(rows_of_csv(quarter().file(number, "csv/adjustments.csv")), "number"))
            documents.push_back(found);
        for (const std::string& found :
             column(rows_of_csv(quarter().file(number, "make-goods/make-goods.csv")), "number"))
            make_goods.push_back(found);
        for (const std::string& found : quarter().refunds_of(number)) refunds.push_back(found);
        for (const json& row : rows_of_csv(quarter().file(number, "entries/entries.csv")))
            entries.push_back(row.at("posted_on").get<std::string>() + " " + row.at("document").get<std::string>() +
                              " " + row.at("invoice").get<std::string>() + ": " + row.at("debit").get<std::string>() +
                              " to " + row.at("credit").get<std::string>() + " " +
                              row.at("currency").get<std::string>() + " " +
                              std::to_string(minor_units(row.at("amount"))));
    }
    SQLite::Database file(quarter().database());
    const std::string last = std::to_string(quarter().batches().back().content.last_sequence);
    const auto texts = [&](const std::string& query) {
        SQLite::Statement rows(file, query);
        std::vector<std::string> found;
        while (rows.executeStep()) found.push_back(rows.getColumn(0).getString());
        return found;
    };
    CHECK(difference(documents, texts("SELECT number FROM adjustments WHERE sequence <= " + last)) ==
          std::vector<std::string>{});
    CHECK(difference(make_goods, texts("SELECT number FROM make_goods WHERE sequence <= " + last)) ==
          std::vector<std::string>{});
    CHECK(make_goods.size() > 5);
    const auto instructions = texts(
        "SELECT json_extract(envelope, '$.payload.refund') FROM (SELECT CAST(envelope AS TEXT) AS envelope, sequence "
        "FROM journal) WHERE json_extract(envelope, '$.type') = 'refund-instructed' AND sequence <= " +
        last);
    CHECK(difference(refunds, instructions) == std::vector<std::string>{});
    CHECK(
        difference(
            entries,
            texts("SELECT date(posted_on * 86400, 'unixepoch') || ' ' || document || ' ' || substr(name, 9) || ': ' || "
                  "debit || ' to ' || credit || ' ' || currency || ' ' || amount_minor FROM entries "
                  "JOIN streams ON streams.id = stream_id WHERE origin = 1 AND posted_on <= " +
                  std::to_string(quarter().batches().back().content.through.unix_days()))) ==
        std::vector<std::string>{});
    std::cout << documents.size() << " documents, " << refunds.size() << " instructions of refunds, " << entries.size()
              << " entries\n";
    CHECK(documents.size() > 30);
    CHECK(refunds.size() > 5);
}

TEST_CASE("control totals are the sums over the files, by kind and currency, and by account and currency") {
    for (const Batch& batch : quarter().batches()) {
        const BatchContent& content = batch.content;
        CAPTURE(content.number);
        std::map<std::string, std::array<std::int64_t, 4>> documents;
        for (const json& row : rows_of_csv(quarter().file(content.number, "csv/adjustments.csv"))) {
            auto& sum = documents[row.at("type").get<std::string>() + " " + row.at("currency").get<std::string>()];
            ++sum[0];
            sum[1] += minor_units(row.at("net"));
            sum[2] += minor_units(row.at("tax"));
            sum[3] += minor_units(row.at("gross"));
        }
        for (const json& row : rows_of_csv(quarter().file(content.number, "make-goods/make-goods.csv"))) {
            auto& sum = documents["make-good " + row.at("currency").get<std::string>()];
            ++sum[0];
            sum[3] += minor_units(row.at("amount"));
        }
        std::size_t kinds = 0;
        std::size_t refunds = quarter().payable_in(content.number);
        for (const ControlTotal& total : content.totals) {
            if (total.kind == "refund") {
                refunds -= total.count;
                continue;
            }
            ++kinds;
            const auto& sum = documents[total.kind + " " + std::string(total.totals.net.currency().code())];
            CHECK(sum == std::array<std::int64_t, 4>{static_cast<std::int64_t>(total.count), total.totals.net.minor(),
                                                     total.totals.tax.minor(), total.totals.gross.minor()});
        }
        CHECK(kinds == documents.size());
        CHECK(refunds == 0);

        std::map<std::string, std::array<std::int64_t, 2>> accounts, expected;
        for (const json& row : rows_of_csv(quarter().file(content.number, "entries/entries.csv"))) {
            const std::string currency = row.at("currency");
            accounts[row.at("debit").get<std::string>() + currency][0] += minor_units(row.at("amount"));
            accounts[row.at("credit").get<std::string>() + currency][1] += minor_units(row.at("amount"));
        }
        for (const AccountTotal& total : content.accounts)
            expected[total.account.text() + std::string(total.debit.currency().code())] = {total.debit.minor(),
                                                                                           total.credit.minor()};
        CHECK(accounts == expected);
    }
}

TEST_CASE("JSON lines say the same documents as the CSV, and every layout has each document or says why not") {
    for (const Batch& batch : quarter().batches()) {
        const auto number = batch.content.number;
        CAPTURE(number);
        const auto numbers = column(rows_of_csv(quarter().file(number, "csv/adjustments.csv")), "number");
        CHECK(answer_of("jq -r .number '" + quarter().file(number, "jsonl/adjustments.jsonl") + "'") ==
              std::accumulate(numbers.begin(), numbers.end(), std::string(),
                              [](std::string all, const std::string& one) { return std::move(all) + one + "\n"; }));
        for (const BatchFormat& format : batch.content.formats) {
            const fs::path layout = MAKEGOOD_SOURCE "/config/export/" + format.format + ".json";
            if (!fs::exists(layout)) continue;
            CAPTURE(format.format);
            const json description = json::parse(read_file(layout));
            std::string title;
            for (const json& of : description.at("columns"))
                if (of.value("value", "") == "number") title = of.at("title");
            std::set<std::string> told;
            for (const json& row : rows_of_csv(quarter().file(number, format.format + "/" + format.format + ".csv")))
                told.insert(row.at(title).get<std::string>());
            const std::string refused = quarter().file(number, format.format + "/" + format.format + "-refused.csv");
            if (fs::exists(refused))
                for (const json& row : rows_of_csv(refused)) {
                    CHECK(told.count(row.at("number")) == 0);
                    CHECK(!row.at("accepted").get<std::string>().empty());
                    told.insert(row.at("number").get<std::string>() + " refused");
                }
            std::size_t expected = 0;
            for (const json& row : rows_of_csv(quarter().file(number, "csv/adjustments.csv")))
                for (const json& type : description.at("documents")) expected += type == row.at("type") ? 1 : 0;
            CHECK(told.size() == expected);
        }
    }
}

TEST_CASE("no cell of any CSV of a batch is a formula to a spreadsheet") {
    std::size_t cells = 0;
    for (const auto& entry : fs::recursive_directory_iterator(quarter().out())) {
        if (entry.path().extension() != ".csv") continue;
        for (const json& row : rows_of_csv(entry.path().string()))
            for (const auto& [title, value] : row.items()) {
                const std::string text = value;
                ++cells;
                if (text.empty() || std::string("=+-@\t\r").find(text[0]) == std::string::npos) continue;
                CAPTURE(entry.path().string(), title, text);
                CHECK(text.find_first_not_of("-.0123456789") == std::string::npos);  // a number below zero
            }
    }
    CHECK(cells > 1000);
}

TEST_CASE("each pain.001 of a batch passes its schema and sums, and holds no refund that was overtaken") {
    const auto validator = shared("validators/pain/validate-pain");
    if (!validator) return;
    std::size_t orders = 0;
    for (const Batch& batch : quarter().batches()) {
        const std::string file = quarter().file(batch.content.number, "pain001/refunds.xml");
        if (!fs::exists(file)) continue;
        CAPTURE(file);
        CHECK(bank::complaints(*validator, read_file(file)) == "");
        orders += quarter().ordered_in(batch.content.number).size();
        for (const std::string& refund : quarter().ordered_in(batch.content.number)) {
            INFO(refund);
            CHECK(quarter().state_at(refund, batch.content.last_sequence) == RefundState::instructed);
        }
    }
    CHECK(orders > 3);
}

TEST_CASE("each UBL document of a batch passes XSD and exact checker, and adds up with the others of its invoice") {
    const auto folder = shared("validators/ubl/xsd");
    std::optional<ubl::Schemas> schemas;
    if (folder) schemas.emplace(*folder);
    std::map<InvoiceNumber, exact::Account> accounts;
    std::set<InvoiceNumber> torn;  // one of its documents is missing
    std::map<std::string, std::size_t> documents;
    for_each_document([&](const Written& document) {
        const InvoiceDraft& of = *document.stream.books->invoice;
        if (!document.xml) {
            torn.insert(of.number);
            return;
        }
        CAPTURE(document.adjustment.number.text());
        if (schemas) CHECK(schemas->complaint(*document.xml) == "");
        exact::Complaints complaints;
        const auto reading = exact::read_ubl(*document.xml, of.currency.digits(), complaints);
        for (auto& more : exact::compare(reading, document.adjustment)) complaints.push_back(std::move(more));
        if (torn.count(of.number) == 0 && can_be_accounted(*document.stream.books))
            for (auto& more : accounts.try_emplace(of.number, of).first->second.take(reading))
                complaints.push_back(std::move(more));
        CHECK(complaints == exact::Complaints{});
        ++documents[reading.root];
    });
    for (const auto& [root, count] : documents) std::cout << count << " " << root << " in UBL\n";
    std::cout << accounts.size() << " invoices accounted for by their documents in UBL\n";
    CHECK(documents["CreditNote"] > 100);
    CHECK(documents["Invoice"] > 10);
    CHECK(accounts.size() > 50);
}

TEST_CASE("what no UBL document can say is refused by the name of each field that is unfit, and nothing else is") {
    std::map<std::string, std::size_t> unfit;
    for_each_document([&](const Written& document) {
        CAPTURE(document.adjustment.number.text());
        CHECK(document.refused == exact::unfit_for_ubl(document.adjustment, *document.stream.books->invoice));
        CHECK(document.xml.has_value() == document.refused.empty());
        static const std::regex index("[0-9]+");
        for (const std::string& pointer : document.refused) ++unfit[std::regex_replace(pointer, index, "N")];
    });
    for (const auto& [pointer, count] : unfit) std::cout << count << " refused at " << pointer << "\n";
    for (const char* pointer :
         {"/invoice/currency", "/invoice/lines/N/tax_category", "/invoice/lines/N/exemption_reason",
          "/invoice/customer/name", "/invoice/customer/address/country", "/invoice/customer/vat_id",
          "/invoice/delivery/on", "/invoice/delivery/address/country", "/adjustment/tax", "/adjustment/tax/N/amount"}) {
        INFO(pointer);
        CHECK(unfit.count(pointer) == 1);
    }
}

TEST_CASE("UBL documents of a batch keep the official rules of EN 16931") {
    const auto validator = shared("validators/ubl/validate-ubl");
    if (!validator) return;
    using Cell = std::tuple<std::string, DocumentType, bool, bool>;  // category, type, allowance, rounding
    std::set<Cell> cells;
    std::size_t seen = 0;
    ubl::Batch sample;
    for_each_document([&](const Written& document) {
        const InvoiceDraft& of = *document.stream.books->invoice;
        const Adjustment& adjustment = document.adjustment;
        if (!document.xml || (!is_full_form() && sample.size() == 4)) return;
        if (!ubl::can_be_added_by_validator(*document.xml, of.currency.digits())) return;
        bool is_wanted = is_full_form() && ++seen % 200 == 0;
        for (const TaxSubtotal& row : adjustment.tax)
            is_wanted |=
                cells.emplace(row.key.category, adjustment.type, !of.allowances.empty(), of.rounding.has_value())
                    .second;
        if (is_wanted) sample.add(adjustment.number.text(), *document.xml);
    });
    std::cout << sample.size() << " documents of " << cells.size()
              << " combinations of category, type, allowance and rounding\n";
    CHECK(sample.size() >= (is_full_form() ? 100U : 4U));
    if (is_full_form()) CHECK(cells.size() > 64);  // of 72
    CHECK(sample.complaints(*validator) == "");
}

TEST_CASE(
    "a batch written again, by another process, after further events, another configuration and a rebuild, is the same "
    "to the byte, and sha256sum agrees with what was sealed") {
    Quarter& of = quarter();
    for (const Batch& batch : of.batches())
        for (const BatchFormat& format : batch.content.formats) {
            CAPTURE(batch.content.number, format.format);
            const auto names = of.names_in_order(batch.content.number, format.format);
            std::string list;
            for (const std::string& name : names) list += name + "\n";
            write_file(of.scene().path("names"), list);
            const std::string files = "cd '" + of.file(batch.content.number, format.format) +
                                      "' && xargs -d '\\n' sha256sum <'" + of.scene().path("names") + "'";
            const std::string command =
                names.empty() ? "sha256sum </dev/null" : files + (names.size() == 1 ? "" : " | sha256sum");
            CHECK(answer_of(command).substr(0, 64) == format.sha256);
        }
    const Folder folder;
    of.live_on();
    for (const Batch& batch : of.batches()) {
        const std::string number = std::to_string(batch.content.number);
        CAPTURE(number);
        const std::string again = folder.path(number);
        const Ran ran =
            of.program().run({"export", "batch", number, "--db", of.database(), "--format", "all", "--out", again});
        CAPTURE(ran.out, ran.err);
        CHECK((ran.status == 0 || ran.status == 3));
        CHECK(ran.out.find("but sealed as") == std::string::npos);
        CHECK(answer_of("diff -r '" + of.file(batch.content.number, "") + "' '" + again + "'") == "");
    }
}
