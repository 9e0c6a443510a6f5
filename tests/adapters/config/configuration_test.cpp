#include "adapters/config/configuration.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "adapters/zones/zones.hpp"

namespace makegood::config {

namespace {

namespace fs = std::filesystem;

const fs::path shipped = fs::path(MAKEGOOD_SOURCE_DIR) / "config";

/// A copy of the shipped configuration, to be spoiled.
class Copy {
  public:
    Copy()
        : directory_(fs::temp_directory_path() /
                     ("makegood-config-" + std::to_string(::getpid()) + "-" + std::to_string(++made_))) {
        fs::remove_all(directory_);
        fs::copy(shipped, directory_, fs::copy_options::recursive);
    }
    ~Copy() { fs::remove_all(directory_); }

    void replace(const std::string& file, const std::string& what, const std::string& with) {
        std::ifstream in(directory_ / file);
        std::ostringstream text;
        text << in.rdbuf();
        std::string content = text.str();
        const auto at = content.find(what);
        REQUIRE(at != std::string::npos);
        content.replace(at, what.size(), with);
        std::ofstream(directory_ / file) << content;
    }
    void remove(const std::string& file) { fs::remove(directory_ / file); }
    [[nodiscard]] const fs::path& path() const { return directory_; }

  private:
    static inline int made_ = 0;
    fs::path directory_;
};

}  // namespace

TEST_CASE("the shipped configuration loads") {
    const auto configuration = load(shipped);
    REQUIRE(configuration.has_value());
    CHECK(configuration->chart.name(Account::receivables).text() == "1200 Receivables");
    CHECK(configuration->guarantee.versions().size() == 1);
    CHECK(configuration->limits.connections_max == 4096);
}

TEST_CASE("a configuration that is wrong does not load, and says where and what would be accepted") {
    struct Row {
        const char* why;
        const char* file;
        const char* what;
        const char* with;
        const char* pointer;
        const char* expected;
    };
    const Row row = GENERATE(values<Row>({
        {"a target that is not tighter promises what it cannot exceed", "guarantee.json", "\"target_minutes\": 60",
         "\"target_minutes\": 240", "/versions/0/clocks/acknowledge/target_minutes", "fewer minutes than are promised"},
        {"a unit is part of the name, so this key is unknown", "limits.json", "\"idle_timeout_ms\"", "\"idle_timeout\"",
         "/idle_timeout", "idle_timeout_ms"},
        {"no floating point where a whole number is meant", "limits.json", "60000", "60000.5", "/idle_timeout_ms",
         "whole number"},
        {"two accounts with one name would merge in the books", "accounts.json", "4990 Rounding", "4000 Sales",
         "/rounding", "no other account"},
        {"two series with one prefix would give one number twice", "company.json", "\"SI\"", "\"CN\"",
         "/number_prefixes/supplementary_invoice", "no other series"},
        {"a day that does not exist", "guarantee.json", "2009-01-01", "2009-02-30", "/versions/0/effective_from",
         "a date"},
        {"a rate of nothing would hide an amount", "reference-rates.json", "\"0.8710\"", "\"0\"", "/rates/1/rate",
         "above zero"},
        {"a rate is exact, so it is no JSON number", "reference-rates.json", "\"0.8710\"", "0.8710", "/rates/1/rate",
         "text"},
        {"two rates of one day contradict each other", "reference-rates.json", "2026-01-02", "2009-01-02", "/rates/1",
         "one rate for each"},
        {"the company's own currency has no rate", "reference-rates.json", "\"GBP\"", "\"EUR\"", "/rates/0/from",
         "another currency"},
        {"a list holds customers", "customer-lists.json", "\"strategic\": []", "\"strategic\": [1]", "/strategic/0",
         "text"},
        {"every account has a name", "accounts.json", "\"bank\"", "\"banc\"", "/bank", ""},
        {"every series has a prefix", "company.json", "\"refund\": \"RF\",", "", "/number_prefixes/refund", ""},
        {"refunds and letters are two series", "company.json", "\"MG\"", "\"RF\"", "/number_prefixes/make_good",
         "no other series"},
        {"more than all is no discount", "company.json", "\"discount_percent\": \"2\"",
         "\"discount_percent\": \"100.01\"", "/short_payment/discount_percent", "per cent from 0 to 100"},
        {"nor is less than nothing", "company.json", "\"bank_charges_percent\": \"0.5\"",
         "\"bank_charges_percent\": \"-0.5\"", "/short_payment/bank_charges_percent", "per cent from 0 to 100"},
        {"per cent are exact, so they are no JSON number", "company.json", "\"discount_percent\": \"2\"",
         "\"discount_percent\": 2", "/short_payment/discount_percent", "text"},
        {"days are counted", "company.json", "\"discount_days\": 10", "\"discount_days\": 10.5",
         "/short_payment/discount_days", "whole number"},
        {"a discount for paying after a year is none", "company.json", "\"discount_days\": 10",
         "\"discount_days\": 367", "/short_payment/discount_days", "366"},
        {"a document takes a day at least", "company.json", "\"issue_within_days\": 14", "\"issue_within_days\": 0",
         "/issue_within_days", "1"},
        {"a tax period goes by one of two days", "company.json", "\"tax_point\": \"issue\"",
         "\"tax_point\": \"payment\"", "/tax_point", "\"statement\""},
        {"an apology has no amount to tax", "company.json", "\"tax_point\"",
         R"("make_good_tax": {"apology": {"category": "S", "rate": "20"}}, "tax_point")", "/make_good_tax/apology",
         "other-bill"},
        {"tax has a rate", "company.json", "\"tax_point\"",
         R"("make_good_tax": {"money": {"category": "S", "rate": "-1"}}, "tax_point")", "/make_good_tax/money/rate",
         "per cent from 0 to 100"},
        {"yes or no is true or false", "company.json", "\"accrue_at_close\": true", "\"accrue_at_close\": \"yes\"",
         "/accrue_at_close", "true"},
        {"what is not known is not guessed", "company.json", "\"discount_days\"", "\"discount_day\"",
         "/short_payment/discount_day", "discount_days"},
    }));
    CAPTURE(row.why);
    Copy copy;
    copy.replace(row.file, row.what, row.with);
    const auto configuration = load(copy.path());
    REQUIRE_FALSE(configuration.has_value());
    std::string all;
    for (const FileFinding& finding : configuration.error()) all += in_words(finding) + "\n";
    CAPTURE(all);
    CHECK(all.find(std::string(row.file) + " at " + row.pointer) != std::string::npos);
    CHECK(all.find(row.expected) != std::string::npos);
}

TEST_CASE("how money is settled is read from the company's file, and may be absent") {
    const auto shipped_one = load(shipped);
    REQUIRE(shipped_one.has_value());
    CHECK(to_text(shipped_one->settling.short_payment.discount_percent) == "2");
    CHECK(shipped_one->settling.short_payment.discount_days == 10);
    CHECK(to_text(shipped_one->settling.short_payment.bank_charges_percent) == "0.5");
    CHECK(shipped_one->settling.accrues);
    CHECK(shipped_one->settling.issue_within_days == 14);
    CHECK(shipped_one->prefixes[static_cast<std::size_t>(Series::make_good)] == "MG");
    CHECK(shipped_one->settling.tax_point == TaxPoint::issue);
    for (const auto& tax : shipped_one->settling.make_good_tax) CHECK_FALSE(tax);

    Copy copy;
    std::ofstream(copy.path() / "company.json") << R"({"name": "M", "time_zone": "Europe/London", "number_prefixes": {
        "claim": "G", "credit_note": "CN", "supplementary_invoice": "SI", "refund": "RF", "make_good": "MG"}})";
    const auto least = load(copy.path());
    REQUIRE(least.has_value());
    CHECK(least->settling.short_payment.discount_percent.is_zero());
    CHECK(least->settling.short_payment.bank_charges_percent.is_zero());
    CHECK_FALSE(least->settling.accrues);
    CHECK(least->settling.issue_within_days == 14);
    CHECK(least->settling.tax_point == TaxPoint::issue);
}

TEST_CASE("an adviser may choose the day of the tax period, and tax for kinds of make-goods") {
    Copy copy;
    copy.replace("company.json", "\"tax_point\": \"issue\"",
                 R"("tax_point": "statement", "make_good_tax": {"other-bill": {"category": "S", "rate": "7.5"}})");
    const auto chosen = load(copy.path());
    REQUIRE(chosen.has_value());
    CHECK(chosen->settling.tax_point == TaxPoint::statement);
    const auto& taxes = chosen->settling.make_good_tax;
    CHECK_FALSE(taxes[static_cast<std::size_t>(MakeGoodKind::money)]);
    REQUIRE(taxes[static_cast<std::size_t>(MakeGoodKind::other_bill)]);
    CHECK(in_words(*taxes[static_cast<std::size_t>(MakeGoodKind::other_bill)]) == "S at 7.5 %");
}

TEST_CASE("all findings of all files come at once") {
    Copy copy;
    copy.remove("accounts.json");
    copy.replace("company.json", "\"time_zone\"", "\"zone\"");
    const auto configuration = load(copy.path());
    REQUIRE_FALSE(configuration.has_value());
    CHECK(configuration.error().size() == 3);  // no accounts, no time_zone, an unknown zone
}

TEST_CASE("limits may be absent, and then are the defaults") {
    Copy copy;
    copy.remove("limits.json");
    const auto configuration = load(copy.path());
    REQUIRE(configuration.has_value());
    CHECK(configuration->limits.writer_queue_max == 8192);
}

TEST_CASE("rates and lists may be absent, and then rules know less") {
    const auto with = load(shipped);
    REQUIRE(with.has_value());
    REQUIRE(with->reference_rates.has_value());
    CHECK(with->reference_rates->currency().code() == "GBP");
    Copy copy;
    copy.replace("customer-lists.json", "\"call-first\": []", "\"call-first\": [\"C-100\"]");
    copy.remove("reference-rates.json");
    const auto without = load(copy.path());
    REQUIRE(without.has_value());
    CHECK_FALSE(without->reference_rates.has_value());
    CHECK(without->customer_lists.of(CustomerId("C-100")) == std::vector<std::string>{"call-first"});
    CHECK(without->content != with->content);
}

TEST_CASE("the canonical content changes with a rule of the company and not with white space") {
    const auto before = load(shipped);
    Copy spaced;
    spaced.replace("company.json", "\"name\":", "\"name\"  :  ");
    Copy changed;
    REQUIRE(before.has_value());
    CHECK(load(spaced.path())->content == before->content);
    changed.replace("guarantee.json", "\"window_days\": 365", "\"window_days\": 366");
    CHECK(load(changed.path())->content != before->content);
}

TEST_CASE("a zone is known by its transitions, and an unknown one is refused in words") {
    const auto berlin = zones::load_zone("Europe/Berlin");
    REQUIRE(berlin.has_value());
    CHECK(berlin->offset_at(*parse_instant("2026-01-15T12:00:00Z")) == std::chrono::hours(1));
    CHECK(berlin->offset_at(*parse_instant("2026-07-15T12:00:00Z")) == std::chrono::hours(2));
    CHECK(to_text(berlin->date_at(*parse_instant("2026-12-31T23:30:00Z"))) == "2027-01-01");
    const auto nowhere = zones::load_zone("Europe/Nowhere");
    REQUIRE_FALSE(nowhere.has_value());
    CHECK(nowhere.error().find("Europe/Nowhere") != std::string::npos);
}

}  // namespace makegood::config
