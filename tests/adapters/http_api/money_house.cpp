#include "tests/adapters/http_api/money_house.hpp"

#include <stdexcept>

#include "adapters/app/finance_office.hpp"
#include "adapters/app/premises.hpp"

namespace makegood::http_api {

namespace {

Reply required(Reply reply, int status, const std::string& what) {
    if (reply.status != status) throw std::runtime_error(what + ": " + reply.head + reply.body);
    return reply;
}

}  // namespace

Json payment(const std::string& id, const std::string& invoice, const std::string& amount) {
    return {{"id", id},          {"invoice", invoice}, {"received_on", "2026-03-01"},
            {"currency", "EUR"}, {"amount", amount},   {"payer", {{"iban", payers_iban}, {"name", "Quarry Holding"}}}};
}

Reply pay(House& house, const Json& payment) {
    return required(house.post(Role::integration, "/v1/payments", payment.dump()), 201, "not paid");
}

Credited credit(House& house, const std::string& invoice, const Json& paid, const Json& saying) {
    record(house, invoice);
    if (!paid.empty()) pay(house, paid);
    Json said = {{"lines", {{{"line", "4"}, {"worth", "0.00"}}}}, {"contact", {{"phone", "+44 1225 496000"}}}};
    said.update(saying);
    Credited done{invoice, "/v1/claims/" + invoke(house, invoice, said), {}, {}};
    required(house.post(Role::president, done.claim + "/approve"), 200, "not approved");
    const Json after = house.get(Role::office, "/v1/invoices/" + invoice).json();
    done.note = after.at("adjustments").at(0).at("number");
    if (!after.at("refunds").empty()) done.refund = after.at("refunds").back().at("number");
    return done;
}

Credited credit(House& house, const std::string& invoice) {
    return credit(house, invoice, payment("BANK-" + invoice, invoice));
}

std::string refund_path(const Credited& of, const std::string& action) {
    return "/v1/refunds/" + of.refund + (action.empty() ? "" : "/" + action);
}

void release(House& house, const Credited& of) {
    required(house.post(Role::finance, refund_path(of, "release")), 200, "not released");
}

Result<std::string, Findings> PlainDesk::paper(const InvoiceStream&, const Adjustment& adjustment, http::PaperKind kind,
                                               const OfItsDay&) const {
    if (kind == http::PaperKind::xml) return Failure{Findings{{"/currency", "4 digits", "a currency of 2"}}};
    return "%PDF of " + adjustment.number.text();
}

Result<std::string, Findings> PlainDesk::letter(const InvoiceStream&, const MakeGood& given, const OfItsDay&) const {
    return "%PDF of " + given.number.text();
}

Result<SealBatch, Refusal> PlainDesk::prepare_close(Date through, Date today) const {
    closing_max = std::max(closing_max.load(), ++closing);
    before_close();
    --closing;
    if (through >= today)
        return Failure{Refusal{RefusalReason::through_not_past, {{"/through", "a day", "an earlier one"}}}};
    return SealBatch{BatchContent{sealed + 1, through, 0, 0, std::string(64, '0'), {}, {}, {}, {}, {}}};
}

Result<http::BatchFile, Findings> PlainDesk::batch_file(std::uint64_t number, std::string_view format,
                                                        std::string_view file) const {
    if (format != "csv") return Failure{Findings{{"/format", "\"" + std::string(format) + "\"", "one of csv"}}};
    return http::BatchFile{file.empty() ? "documents.csv" : std::string(file), "batch " + std::to_string(number)};
}

bool PlainDesk::has_account(const AccountName& name) const {
    return name.text() == "account:bank" || name.text() == "account:make-goods";
}

Setting with_desk(PlainDesk*& desk) {
    Setting setting;
    setting.finance = [&desk](const std::string&, Crypto&, const WallClock& clock) {
        auto plain = std::make_unique<PlainDesk>(Zone::utc().date_at(clock.now()));
        desk = plain.get();
        return plain;
    };
    return setting;
}

Setting with_office() {
    static vault::Vault vault;
    static const std::optional<app::Premises> premises = app::load_premises(MAKEGOOD_CONFIG, vault);
    if (!premises) throw std::runtime_error("the configuration does not load");
    Setting setting;
    setting.company = premises->company;
    setting.configuration = premises->configuration.content;
    setting.finance = [](const std::string& database, Crypto& crypto, const WallClock& clock) {
        return std::make_unique<app::FinanceOffice>(database, *premises, crypto, clock);
    };
    return setting;
}

}  // namespace makegood::http_api
