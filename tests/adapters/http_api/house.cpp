#include "tests/adapters/http_api/house.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include <catch2/catch.hpp>
#include <stdlib.h>

namespace makegood::http_api {

namespace {

std::string fresh_key() {
    static std::atomic<int> serial{0};
    return "key-" + std::to_string(++serial);
}

std::filesystem::path fresh_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "makegood-api-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test at " + name);
    return name;
}

bool brings_key(const Headers& headers) {
    for (const auto& [name, value] : headers)
        if (name == "Idempotency-Key") return true;
    return false;
}

template <class Opened>
auto opened(Opened result) {
    if (!result) throw std::runtime_error(result.error());
    return std::move(result).value();
}

}  // namespace

House::House(Setting setting) : setting_(std::move(setting)), folder_(fresh_folder()) {
    start();
    for (Role role : all_roles)
        tokens_.at(static_cast<std::size_t>(role)) = token(role, "the " + std::string(sqlite::to_text(role)));
}

House::~House() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

sqlite::Options House::placed() const {
    sqlite::Options options = setting_.store;
    options.path = (folder_ / "makegood.db").string();
    options.configuration_content = setting_.configuration;
    return options;
}

void House::start() {
    const Company company = setting_.company.value_or(contract::company());
    store_ = opened(sqlite::SqliteStore::open(placed(), vault_, clock_, company));
    token_book_ = opened(sqlite::Tokens::open(placed(), vault_));
    bearers_ = std::make_unique<Bearers>(*token_book_);
    if (setting_.finance) finance_ = setting_.finance(placed().path, vault_, clock_);
    api_ = std::make_unique<http::Api>(
        *store_, *bearers_, vault_, clock_, [] { return std::string(); }, nullptr, finance_.get());
    server_ = std::make_unique<http::Server>(setting_.limits, *api_);
    port_ = opened(server_->listen("127.0.0.1", 0));
    thread_ = std::thread([this] { server_->run(); });
}

void House::stop() {
    server_->stop();
    thread_.join();
    store_.reset();
    server_.reset();
    api_.reset();
    finance_.reset();
    bearers_.reset();
    token_book_.reset();
}

void House::restart() {
    stop();
    start();
}

std::string House::token(Role role, const std::string& name) {
    return opened(token_book_->create(role, name, clock_.now()));
}

Reply House::get(Role as, std::string_view target) {
    return send(request("GET", target, {{"Authorization", "Bearer " + token(as)}}, {}));
}

std::string House::posting(Role as, std::string_view target, std::string_view body, const Headers& more) const {
    Headers headers = more;
    headers.emplace_back("Authorization", "Bearer " + token(as));
    headers.emplace_back("Content-Type", "application/json");
    if (!brings_key(more)) headers.emplace_back("Idempotency-Key", fresh_key());
    return request("POST", target, headers, body);
}

Reply House::post(Role as, std::string_view target, std::string_view body, const Headers& more) {
    return send(posting(as, target, body, more));
}

Reply House::send(std::string_view bytes, bool has_body) {
    return Client(port_).ask(bytes, has_body);
}

std::string House::journal_head() {
    const auto rows = contract::whole_journal(*store_);
    return std::to_string(rows.back().sequence) + " " + vault::to_hex(rows.back().hash);
}

void House::erase(const std::string& customer) {
    if (!opened(store_->destroy_key(CustomerId(customer)))) throw std::runtime_error("no key of " + customer);
}

std::string House::bytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        std::ifstream file(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
}

namespace {

void check_contains(const Json& problem, const char* field, const std::string& text) {
    if (text.empty()) return;
    INFO("field " << field);
    REQUIRE(problem.contains(field));
    CHECK_THAT(problem.at(field).get<std::string>(), Catch::Matchers::Contains(text));
}

/// The first finding stands at the top of a problem and first among its errors; each says all three things.
void check_findings(const Json& problem) {
    if (!problem.contains("pointer")) return;
    REQUIRE(problem.contains("errors"));
    for (const char* field : {"pointer", "found", "expected"})
        CHECK(problem.at("errors").at(0).at(field) == problem.at(field));
    for (const Json& error : problem.at("errors")) {
        CHECK_FALSE(error.at("found").get<std::string>().empty());
        CHECK_FALSE(error.at("expected").get<std::string>().empty());
    }
}

}  // namespace

void check_refused(const Reply& reply, const Refused& refused) {
    INFO(reply.head << reply.body);
    REQUIRE(reply.status == refused.status);
    CHECK(reply.header("Content-Type") == "application/problem+json");
    REQUIRE(Json::accept(reply.body));
    const Json problem = reply.json();
    CHECK(problem.at("type") == "https://makegood.dev/problems/" + refused.type);
    CHECK(problem.at("status") == refused.status);
    CHECK_FALSE(problem.at("title").get<std::string>().empty());
    CHECK_FALSE(problem.at("detail").get<std::string>().empty());
    if (!refused.pointer.empty()) CHECK(problem.value("pointer", "none") == refused.pointer);
    check_contains(problem, "found", refused.found);
    check_contains(problem, "expected", refused.expected);
    check_findings(problem);
}

void check_nothing_changed(House& house, const std::string& head) {
    CHECK(house.journal_head() == head);
}

namespace {

Json line(const std::string& id, const std::string& service, const std::string& net) {
    return {{"id", id},          {"service", service}, {"description", service}, {"quantity", "1"},
            {"unit_price", net}, {"net", net},         {"tax_category", "S"},    {"tax_rate", "20"}};
}

Json bill(const std::string& number, const std::string& currency) {
    return {{"number", number},
            {"issued_on", "2026-02-27"},
            {"currency", currency},
            {"customer", {{"id", "C-7"}, {"name", "Quarry Ltd"}, {"email", "ada@quarry.example"}}}};
}

void sum_up(Json& bill, const std::string& net, const std::string& tax, const std::string& gross) {
    bill["tax"] = Json::array({{{"category", "S"}, {"rate", "20"}, {"base", net}, {"amount", tax}}});
    bill["totals"] = {{"net", net}, {"tax", tax}, {"gross", gross}};
}

}  // namespace

Json four_lines(const std::string& number) {
    Json invoice = bill(number, "EUR");
    invoice["lines"] = {line("1", "haulage", "68.33"), line("2", "haulage", "68.33"), line("3", "storage", "57.50"),
                        line("4", "cleaning", "85.00")};
    sum_up(invoice, "279.16", "55.83", "334.99");
    return invoice;
}

Json one_line(const std::string& number, const std::string& currency, const std::string& net, const std::string& tax,
              const std::string& gross) {
    Json invoice = bill(number, currency);
    invoice["lines"] = Json::array({line("1", "haulage", net)});
    sum_up(invoice, net, tax, gross);
    return invoice;
}

void record(House& house, const std::string& number) {
    const Reply reply = house.post(Role::finance, "/v1/invoices", four_lines(number).dump());
    if (reply.status != 201) throw std::runtime_error("not recorded: " + reply.body);
}

std::string invoke(House& house, const std::string& number, const Json& saying) {
    Json body = {{"invoice", number}, {"channel", "phone"}};
    body.update(saying);
    const Reply reply = house.post(Role::office, "/v1/claims", body.dump());
    if (reply.status != 201) throw std::runtime_error("not invoked: " + reply.body);
    return reply.json().at("id");
}

}  // namespace makegood::http_api
