#include "adapters/config/seller.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "adapters/config/configuration.hpp"

namespace makegood::config {

namespace {

/// Reads it and gives the findings, "" for none: "/address/country: ...".
std::string faults_of(const std::string& json, std::optional<Seller>* into = nullptr) {
    codec::Faults faults;
    auto document = codec::JsonDocument::parse(json);
    REQUIRE(document);
    Seller seller = read_seller(document->object(faults));
    if (into != nullptr) *into = std::move(seller);
    std::string all;
    for (const codec::Fault& fault : faults) all += fault.pointer + ": " + fault.found + "; " + fault.expected + "\n";
    return all;
}

constexpr const char* shortest = R"({"name": "M", "vat_id": "GB1", "address": {"country": "GB"}})";

}  // namespace

TEST_CASE("the shipped seller is read whole, and without the file there is none") {
    const std::filesystem::path shipped = std::filesystem::path(MAKEGOOD_SOURCE_DIR) / "config";
    const auto with = load(shipped);
    REQUIRE(with.has_value());
    REQUIRE(with->seller.has_value());
    CHECK(with->seller->name == "Millstone Services Ltd");
    CHECK(with->seller->address.postal_code == "S1 2AB");
    CHECK(with->seller->endpoint->scheme == "9932");
    CHECK(with->seller->payment_means->code == "30");
    CHECK(with->content.find("Quarry Lane") != std::string::npos);

    const auto copy = std::filesystem::temp_directory_path() / "makegood-config-without-seller";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(shipped, copy, std::filesystem::copy_options::recursive);
    std::filesystem::remove(copy / "seller.json");
    const auto without = load(copy);
    std::filesystem::remove_all(copy);
    REQUIRE(without.has_value());
    CHECK_FALSE(without->seller.has_value());
}

TEST_CASE("a seller needs a name, a country, and an id by which buyers know them, and no more") {
    std::optional<Seller> seller;
    CHECK(faults_of(shortest, &seller) == "");
    CHECK(seller->vat_id == "GB1");
    CHECK_FALSE(seller->registration.has_value());
    CHECK_FALSE(seller->endpoint.has_value());
    CHECK_FALSE(seller->payment_terms.has_value());
    CHECK(faults_of(R"({"name": "M", "legal_registration": {"id": "1"}, "address": {"country": "GB"}})") == "");
}

TEST_CASE("what is wrong with a seller is said with its place") {
    struct Row {
        const char* why;
        const char* json;
        const char* expected;
    };
    const Row row = GENERATE(values<Row>({
        {"no name", R"({"vat_id": "GB1", "address": {"country": "GB"}})", "/name: "},
        {"no address", R"({"name": "M", "vat_id": "GB1"})", "/address: "},
        {"no country", R"({"name": "M", "vat_id": "GB1", "address": {"city": "X"}})", "/address/country: "},
        {"a country in words", R"({"name": "M", "vat_id": "GB1", "address": {"country": "Austria"}})",
         "/address/country: "},
        {"no id", R"({"name": "M", "address": {"country": "GB"}})", "/vat_id: "},
        {"a scheme in words",
         R"({"name": "M", "legal_registration": {"id": "1", "scheme": "GLN"}, "address": {"country": "GB"}})",
         "/legal_registration/scheme: "},
        {"an electronic address of no scheme",
         R"({"name": "M", "vat_id": "GB1", "address": {"country": "GB"}, "electronic_address": {"id": "1"}})",
         "/electronic_address/scheme: "},
        {"an unknown key", R"({"name": "M", "vat_id": "GB1", "address": {"country": "GB"}, "iban": "x"})", "/iban: "},
    }));
    CAPTURE(row.why);
    const std::string faults = faults_of(row.json);
    CAPTURE(faults);
    CHECK(faults.starts_with(row.expected));
    CHECK(faults.find('\n') == faults.size() - 1);
}

}  // namespace makegood::config
