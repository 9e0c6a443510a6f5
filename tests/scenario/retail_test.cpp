#include <map>

#include <catch2/catch.hpp>

#include "tests/scenario/collected.hpp"
#include "tests/scenario/plain_csv.hpp"
#include "tests/scenario/scene.hpp"

using namespace makegood;
using namespace makegood::scenario;

namespace {

/// "12.345" in thousandths.
std::int64_t thousandths(const std::string& written) {
    const auto point = std::min(written.find('.'), written.size());
    std::string digits = written.substr(0, point) + written.substr(std::min(point + 1, written.size()));
    for (std::size_t places = written.size() - std::min(point + 1, written.size()); places < 3; ++places) digits += '0';
    return std::stoll(digits);
}

/// The file a second time, without a mapping, a reader or a draft.
struct Expected {
    struct Document {
        std::int64_t pence = 0;
        bool has_customer = false;
        bool has_price = false;
    };
    std::map<std::string, Document> documents;
    std::uint64_t rows = 0;

    explicit Expected(const std::string& csv) {
        std::size_t at = 0;
        (void)next_csv_row(csv, at);
        while (at < csv.size()) {
            const auto fields =
                next_csv_row(csv, at);  // number, code, description, quantity, date, price, customer, country
            Document& document = documents[fields[0]];
            const std::int64_t value = std::stoll(fields[3]) * thousandths(fields[5]);
            const std::int64_t magnitude = (std::abs(value) + 5) / 10;
            document.pence += value < 0 ? -magnitude : magnitude;
            document.has_customer |= !fields[6].empty();
            document.has_price |= thousandths(fields[5]) != 0;
            ++rows;
        }
    }
    static bool is_invoice(const std::string& number, const Document& document) {
        return number[0] != 'A' && (document.has_customer || document.has_price);
    }
    [[nodiscard]] std::uint64_t invoices() const {
        std::uint64_t count = 0;
        for (const auto& [number, document] : documents) count += is_invoice(number, document) ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::int64_t pence() const {
        std::int64_t sum = 0;
        for (const auto& [number, document] : documents) sum += is_invoice(number, document) ? document.pence : 0;
        return sum;
    }
};

std::map<std::string, std::int64_t> balances(Scene& scene) {
    std::map<std::string, std::int64_t> balances;
    scene.read([&](Reader& reader) {
        for (const TrialBalanceRow& row : reader.trial_balance())
            balances[row.account.text()] = (row.debit - row.credit).minor();
    });
    return balances;
}

/// Which form of the set: the path of a CSV file, unpacked where it must be.
std::optional<std::string> retail_file(Scene& scene) {
    if (!is_full_form()) return shared(retail_first);
    const auto packed = shared("data/retail/online_retail.csv.xz");
    if (!packed) return std::nullopt;
    const std::string path = scene.path("online_retail.csv");
    REQUIRE(std::system(("xz -dkc '" + *packed + "' > '" + path + "'").c_str()) == 0);
    return path;
}

}  // namespace

TEST_CASE("the Online Retail set imports with every penny in the books, and a second time changes nothing") {
    Scene scene;
    const auto file = retail_file(scene);
    if (!file) return;
    const import::Mapping mapping = retail_mapping();
    const Expected expected(read_file(*file));
    const Imported first = scene.import({*file}, &mapping);
    CHECK(first.rows.rows == expected.rows);
    CHECK(first.rows.rows_in_invoices + first.rows.rows_in_rejects == expected.rows);
    CHECK(first.counts.invoices_added == expected.invoices());
    CHECK(first.counts.invoices_unchanged == 0);
    CHECK(first.counts.rejected == expected.documents.size() - expected.invoices());
    const auto books = balances(scene);
    CHECK(books.at("4000 Sales") == -expected.pence());
    CHECK(books.at("1200 Receivables") == expected.pence());
    CHECK(books.size() == 2);

    const verify::Report before = scene.verify();
    const Imported second = scene.import({*file}, &mapping);
    CHECK(second.counts.invoices_added == 0);
    CHECK(second.counts.invoices_unchanged == first.counts.invoices_added);
    CHECK(second.rejects == first.rejects);
    CHECK(balances(scene) == books);
    const verify::Report after = scene.verify();
    INFO(verify::in_words(after));
    CHECK(after.is_clean());
    CHECK(after.head_sequence == before.head_sequence);
    CHECK(after.head_hash == before.head_hash);
}

TEST_CASE("one bad row in the middle of the Online Retail set rejects its own document and no other") {
    const auto file = shared(retail_first);
    if (!file) return;
    std::string csv = read_file(*file);
    std::size_t at = csv.find('\n', csv.size() / 2) + 1;
    const std::size_t begins = at;
    const auto row = next_csv_row(csv, at);
    csv.replace(begins, at - begins,
                row[0] + ",CODE,broken on purpose,one dozen," + row[4] + ",1.00," + row[6] + "," + row[7] + "\n");
    Scene scene;
    write_file(scene.path("broken.csv"), csv);
    const import::Mapping mapping = retail_mapping();
    const Expected whole(read_file(*file));
    REQUIRE(Expected::is_invoice(row[0], whole.documents.at(row[0])));
    const Imported imported = scene.import({scene.path("broken.csv")}, &mapping);
    CHECK(imported.counts.invoices_added == whole.invoices() - 1);
    CHECK(balances(scene).at("4000 Sales") == -(whole.pence() - whole.documents.at(row[0]).pence));
    CHECK(std::count_if(imported.rejects.begin(), imported.rejects.end(),
                        [](const std::string& reject) { return reject.find("one dozen") != std::string::npos; }) == 1);
}

TEST_CASE(
    "the demo invoices import, one bad one in their middle does not stop the rest, and a second time changes nothing") {
    std::string lines = read_file(demo_invoices());
    const std::string good = lines;
    std::string bad = lines.substr(0, lines.find('\n') + 1);
    const auto replace = [&](const std::string& from, const std::string& to) {
        REQUIRE(bad.find(from) != std::string::npos);
        bad.replace(bad.find(from), from.size(), to);
    };
    replace("INV-1001", "INV-BAD");
    replace(R"("gross":"334.99")", R"("gross":"335.00")");
    lines.insert(lines.find('\n', lines.find('\n') + 1) + 1, bad);
    Scene scene;
    write_file(scene.path("invoices.jsonl"), lines);
    const Imported first = scene.import({scene.path("invoices.jsonl")});
    CHECK(first.counts.invoices_added == static_cast<std::uint64_t>(std::count(good.begin(), good.end(), '\n')));
    CHECK(first.rejects == std::vector<std::string>{"invoices.jsonl line 3: /totals/gross: found \"335.00\"; accepted: "
                                                    "\"334.99\", net and tax together"});
    const verify::Report before = scene.verify();
    const Imported second = scene.import({scene.path("invoices.jsonl")});
    CHECK(second.counts.invoices_added == 0);
    CHECK(second.counts.invoices_unchanged == first.counts.invoices_added);
    const verify::Report after = scene.verify();
    CHECK(after.is_clean());
    CHECK(after.head_hash == before.head_hash);
}
