#include "adapters/config/chart.hpp"

#include <catch2/catch.hpp>

namespace makegood::config {

namespace {

/// Every account with its own word as its name, and `more` fields behind them.
std::string accounts_with(const std::string& more = {}, const std::string& bank = "bank") {
    std::string json = "{";
    for (Account account : accounts) {
        const std::string word(to_text(account));
        json.append(json.size() > 1 ? "," : "").append("\"" + word + "\":\"");
        json.append(account == Account::bank ? bank : word).append("\"");
    }
    return json + (more.empty() ? "" : "," + more) + "}";
}

/// Reads it and gives the findings, "" for none.
std::string faults_of(const std::string& json, std::optional<Chart>* into = nullptr) {
    codec::Faults faults;
    const auto document = codec::JsonDocument::parse(json);
    REQUIRE(document);
    std::optional<Chart> chart = read_chart(document->object(faults));
    std::string all;
    for (const codec::Fault& fault : faults) all += fault.pointer + ": " + fault.expected + "\n";
    if (into != nullptr) *into = std::move(chart);
    return all;
}

TaxKey key(const char* category, const char* rate) {
    return {category, *rate == '\0' ? std::nullopt : Decimal::parse(rate)};
}

}  // namespace

TEST_CASE("a chart names every account, and divides allowances by service and output tax by rate") {
    std::optional<Chart> chart;
    CHECK(faults_of(accounts_with(R"("allowances_by_service": {"haulage": "4810", "storage": "4820", "crane": "4810"},
                                     "output_tax_by_rate": {"S 20": "2201", "S 5.5": "2202", "AE": "2203"})"),
                    &chart) == "");
    REQUIRE(chart);
    CHECK(chart->name(Account::make_goods).text() == "make_goods");
    CHECK(chart->allowances_of(ServiceName("haulage")).text() == "4810");
    CHECK(chart->allowances_of(ServiceName("crane")).text() == "4810");
    CHECK(chart->allowances_of(ServiceName("drilling")).text() == "allowances");
    CHECK(chart->names_of(Account::allowances) ==
          std::vector{AccountName("allowances"), AccountName("4810"), AccountName("4820")});
    CHECK(chart->names_of(Account::bank) == std::vector{AccountName("bank")});
    struct Row {
        TaxKey key;
        const char* name;
        const char* why;
    };
    for (const Row& row : std::vector<Row>{{key("S", "20"), "2201", "as it is written"},
                                           {key("S", "20.00"), "2201", "a rate is a number, however it is written"},
                                           {key("S", "5.5"), "2202", "another rate"},
                                           {key("AE", ""), "2203", "no rate is none"},
                                           {key("AE", "0"), "2203", "and none is 0"},
                                           {key("Z", "0"), "output_tax", "another category at 0 % stays apart"},
                                           {key("S", "19"), "output_tax", "a rate without a name of its own"}}) {
        INFO(row.why);
        CHECK(chart->output_tax_of(row.key).text() == row.name);
    }
}

TEST_CASE("a chart that is wrong says which account, and what would be accepted") {
    struct Row {
        std::string json;
        const char *pointer, *expected;
        const char* why;
    };
    const std::vector<Row> rows = {
        {accounts_with("", "sales"), "/bank", "no other account", "two accounts with one name"},
        {accounts_with(R"("allowances_by_service": {"haulage": "sales"})"), "/allowances_by_service/haulage",
         "no other account", "a part with another account's name"},
        {accounts_with(R"("output_tax_by_rate": {"S 20": "allowances"})"), "/output_tax_by_rate/S 20",
         "no other account", "a rate with another account's name"},
        {accounts_with(R"("allowances_by_service": {"haulage": "48"}, "output_tax_by_rate": {"S 20": "48"})"),
         "/output_tax_by_rate/S 20", "no other account", "parts of two accounts with one name"},
        {accounts_with(R"("output_tax_by_rate": {"S twenty": "22"})"), "/output_tax_by_rate/S twenty", "as in \"S 20\"",
         "no rate"},
        {accounts_with(R"("output_tax_by_rate": {"S -1": "22"})"), "/output_tax_by_rate/S -1", "as in \"S 20\"",
         "a rate below zero"},
        {accounts_with(R"("output_tax_by_rate": {" 20": "22"})"), "/output_tax_by_rate/ 20", "as in \"S 20\"",
         "no category"},
        {accounts_with(R"("output_tax_by_rate": {"": "22"})"), "/output_tax_by_rate", "as in \"S 20\"", "nothing"},
        {accounts_with(R"("output_tax_by_rate": {"S 20": "22", "S 20.0": "23"})"), "/output_tax_by_rate/S 20.0", "once",
         "one rate twice"},
        {accounts_with(R"("output_tax_by_rate": {"AE": "22", "AE 0": "23"})"), "/output_tax_by_rate/AE 0", "once",
         "no rate is 0"},
        {accounts_with(R"("allowances_by_service": {"haulage": ""})"), "/allowances_by_service/haulage", "",
         "a name that is none"},
        {accounts_with(R"("output_tax_by_country": {})"), "/output_tax_by_country", "", "another division"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const std::string faults = faults_of(row.json);
        CAPTURE(faults);
        CHECK(faults.find(std::string(row.pointer) + ": ") != std::string::npos);
        CHECK(faults.find(row.expected) != std::string::npos);
    }
}

}  // namespace makegood::config
