#include "tests/adapters/pdf/given.hpp"

#include <catch2/catch.hpp>

#include "engine/adjustment/movement.hpp"

namespace makegood::pdf {

namespace {

constexpr Instant said_at{1'795'600'000'000};

TaxKey key(std::string_view category, std::string_view rate) {
    return {std::string(category), Decimal::parse(rate)};
}

Currency currency_of(std::string_view code) {
    const auto found = Currency::find(code);
    REQUIRE(found);
    return *found;
}

Receivable receivable_of(const Invoice& invoice) {
    return Receivable::of(invoice.payable(), invoice.paid_before());
}

}  // namespace

Money money(std::string_view text, std::string_view code) {
    const auto read = parse_money(text, currency_of(code));
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
            .payment_means = PaymentMeans{"30", "GB33BUKB20201555555555", "Millstone Services Ltd", "BUKBGB22"},
            .payment_terms = "Payable within 30 days"};
}

Letterhead letterhead() {
    return {Colour{0x1F, 0x4E, 0x79},
            "Thank you for telling us. What went wrong is ours to put right: you will hear from us what caused it and "
            "what we have changed, and the money does not wait for it.",
            Signatory{"Alex Morgan", "President"},
            {"Millstone Services Ltd, registered in England and Wales, no. 01234567",
             "Our guarantee: if you are unhappy with our services for any reason, you pay what you think they are "
             "worth."}};
}

Bill::Bill(std::string_view code)
    : draft{.number = InvoiceNumber("R-2026-0417"),
            .issued_on = day("2026-11-03"),
            .due_on = std::nullopt,
            .currency = currency_of(code),
            .customer = {CustomerId("C-1001"), "Northgate Aggregates Ltd", Personal("anna@northgate.example"),
                         "GB987654321", Address{"14 Canal Street", "Manchester", "M1 3HE", "GB"}, std::nullopt},
            .buyer_reference = "PO 4711",
            .delivery = std::nullopt,
            .lines = {},
            .allowances = {},
            .charges = {},
            .tax = {},
            .totals = {Money::zero(currency_of(code)), Money::zero(currency_of(code)), Money::zero(currency_of(code))},
            .rounding = std::nullopt,
            .prepaid = {},
            .paid = std::nullopt,
            .credited = {}} {}

Bill& Bill::line(std::string_view description, std::string_view net, std::string_view category, std::string_view rate) {
    const Money amount = money(net, draft.currency.code());
    draft.lines.push_back({LineId(std::to_string(draft.lines.size() + 1)), ServiceName("screening"),
                           std::string(description), Decimal(1, 0), std::nullopt,
                           Decimal(amount.minor(), draft.currency.digits()), amount, key(category, rate),
                           std::nullopt});
    return *this;
}

Bill& Bill::charge(std::string_view reason, std::string_view amount) {
    draft.charges.push_back({key("S", "20"), money(amount, draft.currency.code()), std::string(reason)});
    return *this;
}

Bill& Bill::rounding(std::string_view amount) {
    draft.rounding = money(amount, draft.currency.code());
    return *this;
}

InvoiceDraft Bill::finished() const {
    InvoiceDraft made = draft;
    const auto add = [&](const TaxKey& of, const Money& amount) {
        for (TaxSubtotal& row : made.tax)
            if (row.key == of) {
                row.base += amount;
                return;
            }
        made.tax.push_back({of, amount, Money::zero(made.currency)});
    };
    for (const InvoiceLine& line : made.lines) add(line.tax, line.net);
    for (const DocumentAmount& charge : made.charges) add(charge.tax, charge.amount);
    for (TaxSubtotal& row : made.tax) {
        row.amount = percent_of(row.key.rate_or_zero(), row.base, Rounding::half_away_from_zero);
        made.totals.net += row.base;
        made.totals.tax += row.amount;
    }
    made.totals.gross = made.totals.net + made.totals.tax;
    return made;
}

Story::Story(InvoiceDraft draft, std::string_view paid)
    : invoice([&] {
          if (!paid.empty()) draft.paid = money(paid, draft.currency.code());
          return std::move(draft);
      }()),
      billing(Billing::of(Invoice::check(invoice).value())),
      standing_(Standing::as_billed(billing)),
      receivable_(receivable_of(Invoice::check(invoice).value())),
      before_(standing_.totals(billing)) {}

Story& Story::lines(const std::vector<std::pair<std::string, std::string>>& net_worths) {
    Saying saying;
    saying.basis = Basis::net;
    for (const auto& [line, worth] : net_worths) saying.lines.push_back({LineId(line), worth});
    return say(saying);
}

Story& Story::whole(std::string_view gross_worth) {
    Saying saying;
    saying.worth = std::string(gross_worth);
    return say(saying);
}

Story& Story::say(const Saying& saying) {
    const auto statement = Statement::understand(saying, billing, said_at, Actor{"office", Role::office});
    REQUIRE(statement);
    const MovePlan plan = plan_move(billing, standing_, statement->worths());
    if (plan.credit) issue(*plan.credit, DocumentType::credit_note, plan.after_credit);
    if (plan.offer) issue(*plan.offer, DocumentType::supplementary_invoice, plan.after_offer);
    return *this;
}

void Story::issue(const Movement& movement, DocumentType type, const Standing& after) {
    const bool is_credit = type == DocumentType::credit_note;
    ++issued_;
    const std::string digits = std::to_string(issued_);
    Adjustment made{
        AdjustmentNumber((is_credit ? "CN-2026-" : "SI-2026-") + std::string(6 - digits.size(), '0') + digits),
        issued_,
        type,
        day("2026-11-28"),
        invoice.number,
        invoice.issued_on,
        ClaimId(Uuid{}),
        GuaranteeVersionName("2026-1"),
        said_at,
        {},
        {},
        movement.totals,
        movement.rounding,
        {},
        {}};
    for (const LineMove& move : movement.lines)
        made.lines.push_back({billing.lines[move.line].id, billing.lines[move.line].service, move.before, move.after});
    for (const TaxMove& move : movement.tax) made.tax.push_back({billing.groups[move.group].key, move.base, move.tax});
    before_ = standing_.totals(billing);
    standing_ = after;
    if (is_credit) {
        made.settlement = settle(receivable_, movement.totals.gross, std::nullopt);
        receivable_.payable -= movement.totals.gross;
        for (const SettlementPart& part : made.settlement) {
            if (part.kind == SettlementKind::refund) receivable_.refunded += part.amount;
            if (part.kind == SettlementKind::balance) receivable_.kept += part.amount;
        }
    } else {
        receivable_.payable += movement.totals.gross;
    }
    adjustment = std::move(made);
}

Letter Story::letter() const {
    REQUIRE(adjustment);
    return {*adjustment,        invoice,  billing, before_, standing_.totals(billing), day("2026-11-25"),
            receivable_.open(), reverses, by,      paper};
}

Story plain() {
    Story story(Bill()
                    .line("Screening of gravel, two shifts at the north quarry", "1200.00")
                    .line("Transport to Manchester", "350.00")
                    .line("Safety induction for four people", "180.00", "Z", "0")
                    .finished(),
                "1200.00");
    story.lines({{"1", "700.00"}, {"2", "350.00"}, {"3", "90.00"}});
    return story;
}

Story many(int lines) {
    constexpr std::string_view words[] = {
        "Screening of gravel, two shifts at the north quarry",
        "غربلة الحصى في المحجر الشمالي، ورديتان",
        "砂利のふるい分け、北採石場、二交代",
        "סינון חצץ במחצבה הצפונית, שתי משמרות, כולל הובלה ברכבת מהמחצבה ועד לנמל חיפה והמתנה של שעתיים",
        "Transport by rail from the quarry to the port and back, with two hours of waiting because the crane at the "
        "quay was out of order and the second one was in use for another ship",
        "자갈 선별, 북쪽 채석장",
        "Größenprüfung nach ÖNORM, Łódź–Kraków, Αθήνα, Москва",
        "ร่อนกรวด สองกะ",
    };
    Bill bill("EUR");
    bill.draft.customer.name = "株式会社山田砂利工業 / مؤسسة الحصى الشمالية";
    bill.draft.customer.address = Address{"千代田区丸の内1-2-3", "東京都", "100-0005", "JP"};
    bill.draft.customer.vat_id = "JP1234567890123";
    std::vector<std::pair<std::string, std::string>> worths;
    for (int i = 0; i < lines; ++i) {
        const Money net = Money(100'000 + 37'911 * (i % 29), bill.draft.currency);
        bill.line(words[i % 8], to_text(net), i % 3 == 0 ? "AE" : "S", i % 3 == 0 ? "0" : i % 2 == 0 ? "20" : "5.5");
        worths.emplace_back(std::to_string(i + 1), to_text(Money(net.minor() / 3, bill.draft.currency)));
    }
    Story story(bill.finished(), "100.00");
    if (lines > 3) story.lines({{"2", "1200.00"}});
    story.lines(worths);
    return story;
}

}  // namespace makegood::pdf
