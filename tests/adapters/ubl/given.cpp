#include "tests/adapters/ubl/given.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "engine/statement/statement.hpp"

namespace makegood::ubl {

namespace {

TaxKey key(std::string_view category, std::string_view rate) {
    if (rate.empty()) return {std::string(category), std::nullopt};
    return {std::string(category), Decimal::parse(rate)};
}

std::vector<TaxSubtotal> tax_rows(const InvoiceDraft& draft) {
    std::vector<TaxSubtotal> rows;
    const auto add = [&](const TaxKey& of, const Money& amount) {
        for (TaxSubtotal& row : rows)
            if (row.key == of) {
                row.base += amount;
                return;
            }
        rows.push_back({of, amount, Money::zero(draft.currency)});
    };
    for (const InvoiceLine& line : draft.lines) add(line.tax, line.net);
    for (const DocumentAmount& charge : draft.charges) add(charge.tax, charge.amount);
    for (const DocumentAmount& allowance : draft.allowances) add(allowance.tax, -allowance.amount);
    for (TaxSubtotal& row : rows)
        row.amount = percent_of(row.key.rate_or_zero(), row.base, Rounding::half_away_from_zero);
    return rows;
}

void sum_up(InvoiceDraft& draft) {
    draft.totals = {Money::zero(draft.currency), Money::zero(draft.currency), Money::zero(draft.currency)};
    for (const TaxSubtotal& row : draft.tax) {
        draft.totals.net += row.base;
        draft.totals.tax += row.amount;
    }
    draft.totals.gross = draft.totals.net + draft.totals.tax;
}

Address vienna() {
    return {"Rotenturmstraße 1", "Wien", "1010", "AT"};
}

}  // namespace

Currency currency(std::string_view code) {
    const auto found = Currency::find(code);
    REQUIRE(found);
    return *found;
}

Money money(std::string_view text, std::string_view code) {
    auto read = parse_money(text, currency(code));
    REQUIRE(read);
    return *read;
}

Date day(std::string_view text) {
    const auto date = parse_date(text);
    REQUIRE(date);
    return *date;
}

Seller seller() {
    return {.name = "Millstone Services Ltd",
            .vat_id = "GB123456789",
            .registration = LegalRegistration{"01234567", std::nullopt},
            .address = {"1 Quarry Lane", "Sheffield", "S1 2AB", "GB"},
            .endpoint = ElectronicAddress{"9932", "GB123456789"},
            .contact = SellerContact{"Accounts", "+44 114 496 0000", "accounts@millstone.example"},
            .payment_means = PaymentMeans{"30", "GB33BUKB20201555555555", "Millstone", "BUKBGB22"},
            .payment_terms = "Payable within 30 days"};
}

Bill::Bill(std::string_view currency_code)
    : draft{.number = InvoiceNumber("R-1"),
            .issued_on = day("2026-02-27"),
            .due_on = std::nullopt,
            .currency = currency(currency_code),
            .customer = {CustomerId("C-1"), "Donau Handel GmbH", Personal("anna@donau.example"), "ATU12345678",
                         vienna(), "9915:donau"},
            .buyer_reference = "PO 4711",
            .delivery = Delivery{day("2026-02-20"), vienna()},
            .lines = {},
            .allowances = {},
            .charges = {},
            .tax = {},
            .totals = {Money::zero(currency(currency_code)), Money::zero(currency(currency_code)),
                       Money::zero(currency(currency_code))},
            .rounding = std::nullopt,
            .prepaid = {},
            .paid = std::nullopt,
            .credited = {}} {}

Bill& Bill::line(std::string_view net, std::string_view category, std::string_view rate) {
    const Money amount = money(net, draft.currency.code());
    const std::string id = std::to_string(draft.lines.size() + 1);
    draft.lines.push_back({LineId(id), ServiceName("screening"), "Screening", Decimal(1, 0), std::nullopt,
                           Decimal(amount.minor(), draft.currency.digits()), amount, key(category, rate),
                           category == "E" ? std::optional<std::string>("Education") : std::nullopt});
    return *this;
}

Bill& Bill::allowance(std::string_view amount, std::string_view category, std::string_view rate) {
    draft.allowances.push_back({key(category, rate), money(amount, draft.currency.code()), "Loyalty"});
    return *this;
}

Bill& Bill::charge(std::string_view amount, std::string_view category, std::string_view rate) {
    draft.charges.push_back({key(category, rate), money(amount, draft.currency.code()), "Freight"});
    return *this;
}

Bill& Bill::stored_tax(std::vector<std::string> amounts) {
    stored_ = std::move(amounts);
    return *this;
}

Bill& Bill::rounding(std::string_view amount) {
    draft.rounding = money(amount, draft.currency.code());
    return *this;
}

InvoiceDraft Bill::finished() const {
    InvoiceDraft invoice = draft;
    invoice.tax = tax_rows(invoice);
    for (std::size_t i = 0; i < stored_.size(); ++i) invoice.tax[i].amount = money(stored_[i], invoice.currency.code());
    sum_up(invoice);
    return invoice;
}

Issuer::Issuer(const InvoiceDraft& of)
    : of_(of), billing_(Billing::of(Invoice::check(of).value())), standing_(Standing::as_billed(billing_)) {}

std::vector<Adjustment> Issuer::gross(std::string_view worth) {
    Saying saying;
    saying.worth = std::string(worth);
    return issue(saying);
}

std::vector<Adjustment> Issuer::lines(const std::vector<std::pair<std::string, std::string>>& net_worths) {
    Saying saying;
    saying.basis = Basis::net;
    for (const auto& [line, worth] : net_worths) saying.lines.push_back({LineId(line), worth});
    return issue(saying);
}

std::vector<Adjustment> Issuer::issue(const Saying& saying) {
    const auto statement =
        Statement::understand(saying, billing_, Instant{1'773'133'200'000}, Actor{"office", Role::office});
    REQUIRE(statement);
    const MovePlan plan = plan_move(billing_, standing_, statement->worths());
    std::vector<Adjustment> documents;
    if (plan.credit) documents.push_back(document(*plan.credit, DocumentType::credit_note));
    if (plan.offer) documents.push_back(document(*plan.offer, DocumentType::supplementary_invoice));
    standing_ = plan.after_offer;
    return documents;
}

Adjustment Issuer::document(const Movement& movement, DocumentType type) {
    const std::int64_t ordinal = ++issued_;
    const bool is_credit = type == DocumentType::credit_note;
    Adjustment adjustment{AdjustmentNumber((is_credit ? "CN-2026-" : "SI-2026-") + std::to_string(ordinal)),
                          ordinal,
                          type,
                          day("2026-03-10"),
                          of_.number,
                          of_.issued_on,
                          ClaimId(Uuid{}),
                          GuaranteeVersionName("2026-1"),
                          Instant{1'773'133'200'000},
                          {},
                          {},
                          movement.totals,
                          movement.rounding,
                          {},
                          {}};
    for (const LineMove& move : movement.lines)
        adjustment.lines.push_back(
            {billing_.lines[move.line].id, billing_.lines[move.line].service, move.before, move.after});
    for (const TaxMove& move : movement.tax)
        adjustment.tax.push_back({billing_.groups[move.group].key, move.base, move.tax});
    if (is_credit && movement.totals.gross.is_positive())
        adjustment.settlement.push_back({SettlementKind::refund, movement.totals.gross});
    return adjustment;
}

std::int64_t Dice::up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most + 1));
}

namespace {

const std::vector<std::string> texts = {
    "Screening of gravel",  "Café & bar <fit-out> \"deluxe\" 'A'", "砂利のふるい分け", "غربلة الحصى",
    "Line\r\nend\tand tab", "bell \x07 and \xff no UTF-8",         "]]> &amp; 😀",      "  spaces around  "};
const std::vector<std::string> quantities = {"1",   "1",    "2",     "3",       "7",  "12",
                                             "0.5", "7.25", "1.000", "168.333", "-1", "0"};
const std::vector<std::optional<std::string>> units = {std::nullopt, "HUR", "hours", "Stück", "XPP", "furlong", "C62"};
const std::vector<std::string> endpoints = {"0088:7300010000001", "9915:donau", "GLN:5790000435968", "EM:a@b.example",
                                            "a@b.example",        "0000:odd",   "no scheme"};
using CategoryRate = std::pair<std::string, std::string>;
const std::vector<CategoryRate> taxed = {{"S", "20"}, {"S", "20.00"}, {"S", "10"}, {"S", "8.1"}, {"S", "5.5"},
                                         {"S", "25"}, {"L", "7"},     {"L", "0"},  {"M", "4"},   {"M", "10"}};
const std::vector<CategoryRate> untaxed = {{"Z", "0"}, {"Z", ""},  {"E", "0"}, {"E", ""},
                                           {"AE", ""}, {"K", "0"}, {"G", ""}};

class Maker {
  public:
    Maker(Dice& dice, const Wishes& wishes)
        : dice_(dice), wishes_(wishes), draft_(Bill(dice.one_of<std::string>({"EUR", "EUR", "USD", "JPY"})).draft) {
        choose_keys();
        magnitude_ = dice.one_of<std::int64_t>({300, 50'000, 100'000'000});
    }

    InvoiceDraft make() {
        const std::int64_t count = static_cast<std::int64_t>(keys_.size()) + dice_.up_to(4);
        for (std::int64_t i = 0; i < count; ++i) add_line();
        if (wishes_.charge.value_or(dice_.one_in(3)))
            draft_.charges.push_back({any_key(), amount(), dice_.one_of(texts)});
        draft_.tax = tax_rows(draft_);
        if (wishes_.allowance.value_or(dice_.one_in(3))) add_allowance();
        draft_.tax = tax_rows(draft_);
        spoil_tax();
        sum_up(draft_);
        const std::int64_t rounding = std::min<std::int64_t>(50, draft_.totals.gross.minor() / 4);
        if (rounding > 0 && wishes_.rounding.value_or(dice_.one_in(3)))
            draft_.rounding = Money((dice_.one_in(2) ? 1 : -1) * (1 + dice_.up_to(rounding - 1)), draft_.currency);
        choose_texts();
        return draft_;
    }

  private:
    void choose_keys() {
        const std::string category = wishes_.category.value_or(dice_.one_in(8) ? "O" : "");
        if (category == "O") {
            keys_ = {key("O", dice_.one_in(2) ? "0" : "")};
            return;
        }
        for (const auto* choices : {&taxed, &untaxed})
            for (const auto& [code, rate] : *choices)
                if (code == category && (keys_.empty() || dice_.one_in(2))) keys_ = {key(code, rate)};
        if (keys_.empty() || dice_.one_in(2)) add_key(dice_.one_of(taxed));
        if (dice_.one_in(2)) add_key(dice_.one_of(untaxed));
    }

    void add_key(const CategoryRate& choice) {
        const TaxKey added = key(choice.first, choice.second);
        if (std::find(keys_.begin(), keys_.end(), added) == keys_.end()) keys_.push_back(added);
    }

    const TaxKey& any_key() { return dice_.one_of(keys_); }
    Money amount() { return {1 + dice_.up_to(magnitude_), draft_.currency}; }

    void add_line() {
        // The first lines take one key each, so that a wished category is on the document.
        const TaxKey tax = draft_.lines.size() < keys_.size() ? keys_[draft_.lines.size()] : any_key();
        const Money net = amount();
        std::optional<std::string> reason;
        if (tax.category == "E")
            reason = dice_.one_of<std::string>({"Article 132", "VATEX-EU-132-1I", "Bildung & <Lehre>"});
        if (tax.category == "AE" && dice_.one_in(2)) reason = "Omvänd betalningsskyldighet";
        draft_.lines.push_back({LineId("L" + std::to_string(draft_.lines.size() + 1)), ServiceName(dice_.one_of(texts)),
                                dice_.one_of(texts), *Decimal::parse(dice_.one_of(quantities)), dice_.one_of(units),
                                Decimal(1, 0), net, tax, reason});
    }

    void add_allowance() {
        const TaxSubtotal& row = dice_.one_of(draft_.tax);
        if (row.base.minor() < 2) return;
        draft_.allowances.push_back(
            {row.key, Money(1 + dice_.up_to(row.base.minor() - 2), draft_.currency), "Loyalty"});
    }

    /// As billers store it: rounded on the base, or a cent or two off.
    void spoil_tax() {
        for (TaxSubtotal& row : draft_.tax) {
            if (row.key.rate_or_zero().is_zero() || draft_.currency.digits() == 0 || !dice_.one_in(3)) continue;
            row.amount =
                std::max(Money::zero(draft_.currency), row.amount + Money(dice_.up_to(6) - 3, draft_.currency));
        }
    }

    void choose_texts() {
        draft_.number = InvoiceNumber(dice_.one_of<std::string>({"R-1", "2026/<17>", "Ré & fils 3", "請求書-7"}));
        draft_.customer.name = dice_.one_of(texts);
        draft_.customer.endpoint = dice_.one_of(endpoints);
        if (dice_.one_in(4)) draft_.customer.endpoint = std::nullopt;
        if (dice_.one_in(4)) draft_.buyer_reference = std::nullopt;
        const auto needs = [&](const char* category) {
            return std::any_of(keys_.begin(), keys_.end(), [&](const TaxKey& of) { return of.category == category; });
        };
        if (!needs("AE") && !needs("K") && dice_.one_in(3))
            draft_.customer.vat_id = dice_.one_of<std::string>({"12-345", "EL123"});
        if (!needs("K") && dice_.one_in(3)) draft_.delivery = Delivery{std::nullopt, Address{"x", {}, {}, "ZZ"}};
        if (!needs("K") && dice_.one_in(3)) draft_.delivery = std::nullopt;
    }

    Dice& dice_;
    Wishes wishes_;
    InvoiceDraft draft_;
    std::vector<TaxKey> keys_;
    std::int64_t magnitude_ = 0;
};

std::string share(const Money& of, std::int64_t per_cent) {
    return to_text(Money(std::max<std::int64_t>(0, of.minor()) * per_cent / 100, of.currency()));
}

}  // namespace

InvoiceDraft any_invoice(Dice& dice, const Wishes& wishes) {
    return Maker(dice, wishes).make();
}

std::vector<Adjustment> any_documents(Dice& dice, Issuer& issuer) {
    std::vector<Adjustment> all;
    const auto add = [&](std::vector<Adjustment> documents) {
        for (Adjustment& document : documents) all.push_back(std::move(document));
    };
    for (std::int64_t left = dice.up_to(3); left > 0; --left) {
        if (dice.one_in(2)) {
            add(issuer.gross(share(issuer.totals().gross, dice.up_to(130))));
        } else {
            const auto at =
                static_cast<std::size_t>(dice.up_to(static_cast<std::int64_t>(issuer.billing().lines.size()) - 1));
            add(issuer.lines(
                {{issuer.billing().lines[at].id.text(), share(issuer.billing().lines[at].billed, dice.up_to(120))}}));
        }
    }
    if (all.empty() || dice.one_in(2)) add(issuer.gross(to_text(Money::zero(issuer.totals().gross.currency()))));
    return all;
}

std::uint64_t seed() {
    if (const char* given = std::getenv("MAKEGOOD_SEED")) return std::strtoull(given, nullptr, 10);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::hours>(now).count() / 24);
}

bool is_full_form() {
    return std::getenv("MAKEGOOD_FULL") != nullptr;
}

}  // namespace makegood::ubl
