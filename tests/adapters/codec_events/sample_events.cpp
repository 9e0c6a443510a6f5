#include "tests/adapters/codec_events/sample_events.hpp"

#include <limits>

#include "tests/engine/rules/given/rules.hpp"

namespace makegood::codec {

namespace {

const Currency eur = *Currency::find("EUR");

Money euro(std::int64_t cents) {
    return {cents, eur};
}

Date day(std::string_view text) {
    return *parse_date(text);
}

Instant at(std::string_view text) {
    return *parse_instant(text);
}

Decimal decimal(std::string_view text) {
    return *Decimal::parse(text);
}

ClaimId claim_id() {
    return ClaimId(*parse_uuid("0195e2a0-1111-7abc-8def-0123456789ab"));
}

Envelope envelope(std::uint64_t sequence) {
    return {
        .journal = *parse_uuid("0195e29f-0000-7000-8000-00000000c0de"),
        .sequence = sequence,
        .stream = "invoice:RE-2026/17 \"Süd\"",
        .version = 4,
        .actor = {.name = "Ada", .role = Role::office, .in_name_of = "the president"},
        .at = at("2026-03-29T01:00:00.007Z"),
    };
}

Address address() {
    return {.street = "Rue de l'Église 3", .city = "Genève", .postal_code = "1204", .country = "CH"};
}

InvoiceDraft invoice() {
    const TaxKey standard{"S", decimal("20.00")};
    const TaxKey exempt{"E"};
    return {
        .number = InvoiceNumber("RE-2026/17 \"Süd\""),
        .issued_on = day("2026-03-01"),
        .due_on = day("2026-03-31"),
        .currency = eur,
        .customer = {.id = CustomerId("C-7"),
                     .name = "Bohr & Töchter",
                     .email = Personal("ada@example.org"),
                     .vat_id = "DE123456789",
                     .address = address(),
                     .endpoint = "9930:DE123456789"},
        .buyer_reference = "PO 4711",
        .delivery = Delivery{.on = day("2026-02-27"), .address = Address{{}, "Basel", {}, "CH"}},
        .lines = {{.id = LineId("1"),
                   .service = ServiceName("drilling"),
                   .description = "Drilling,\nper metre",
                   .quantity = decimal("2.50"),
                   .unit = "MTR",
                   .unit_price = decimal("27.3320"),
                   .net = euro(6833),
                   .tax = standard,
                   .exemption_reason = {}},
                  {.id = LineId("2"),
                   .service = ServiceName("training"),
                   .description = "",
                   .quantity = decimal("1"),
                   .unit = {},
                   .unit_price = decimal("-5"),
                   .net = euro(-500),
                   .tax = exempt,
                   .exemption_reason = "Education"}},
        .allowances = {{.tax = standard, .amount = euro(100), .reason = "Loyalty"}},
        .charges = {{.tax = exempt, .amount = euro(0), .reason = ""}},
        .tax = {{.key = standard, .base = euro(6733), .amount = euro(1347)},
                {.key = exempt, .base = euro(-500), .amount = euro(0)}},
        .totals = {euro(6233), euro(1347), euro(7580)},
        .rounding = euro(-2),
        .prepaid = {{.amount = euro(1000), .document = "PP-1"}, {.amount = euro(1), .document = {}}},
        .paid = euro(5),
        .credited = {{.number = "CN-9",
                      .totals = {euro(100), euro(20), euro(120)},
                      .tax = {{.key = standard, .base = euro(100), .amount = euro(20)}}}},
    };
}

InvoiceDraft least_invoice() {
    const Currency jpy = *Currency::find("JPY");
    const Money zero = Money::zero(jpy);
    return {
        .number = InvoiceNumber("1"),
        .issued_on = day("0001-01-01"),
        .due_on = {},
        .currency = jpy,
        .customer = {CustomerId("7"), "N", {}, {}, {}, {}},
        .buyer_reference = {},
        .delivery = {},
        .lines = {},
        .allowances = {},
        .charges = {},
        .tax = {},
        .totals = {zero, zero, zero},
        .rounding = {},
        .prepaid = {},
        .paid = {},
        .credited = {},
    };
}

std::vector<Entry> entries() {
    return {{Account::receivables, Account::sales, AccountName("1400"), AccountName("4400"), euro(6833), Origin::books},
            {Account::output_tax, Account::refunds_payable, AccountName("3806"), AccountName("3500"), euro(1),
             Origin::makegood}};
}

Saying saying() {
    return {
        .kind = StatementKind::restating,
        .channel = Channel::short_payment,
        .basis = Basis::net,
        .currency = "EUR",
        .worth = "12.50",
        .lines = {{LineId("1"), "50.00"}, {LineId("charge:1"), "0.00"}},
        .words = Personal("It did not work; \"never\" again."),
    };
}

Contact contact() {
    return {.phone = Personal("+41 22 000"), .email = Personal("m@example.org"), .when = Personal("mornings")};
}

Routing routing() {
    Routing routing{
        .rule_set = "default 1",
        .priority = Priority::urgent,
        .flags = {"late", "repeated"},
        .notices = {"office"},
        .tasks = {"call"},
        .countersignature = true,
        .dues = {},
        .rule_set_hash = "b94d27b9",
        .owners = {"quarry"},
        .hints = {"screens"},
    };
    for (Step step : {Step::acknowledge, Step::adjust})
        routing.dues[static_cast<std::size_t>(step)] = Due{at("2026-03-31T00:00:00Z"), at("2026-03-30T12:00:00.5Z")};
    return routing;
}

std::shared_ptr<const RoutingRecord> record() {
    const Trace trace{{{StepOutcome::fired, {}},
                       {StepOutcome::not_fired, {0, 3, 17}},
                       {StepOutcome::failed, {2, 0, 8}},
                       {StepOutcome::passed_over, {}}},
                      {{2, "division by zero"}}};
    return std::make_shared<const RoutingRecord>(RoutingRecord{trace, FactSheet::of(given::ordinary_claim())});
}

Movement movement() {
    return {
        .lines = {{.line = 0, .before = euro(6833), .after = euro(7000)}},
        .tax = {{.group = 1, .base = euro(167), .tax = euro(33)}},
        .totals = {euro(167), euro(33), euro(200)},
        .rounding = euro(0),
    };
}

Adjustment adjustment() {
    return {
        .number = AdjustmentNumber("CN-2026-000001"),
        .ordinal = 1,
        .type = DocumentType::credit_note,
        .issued_on = day("2026-03-29"),
        .invoice = InvoiceNumber("RE-2026/17"),
        .invoice_issued_on = day("2026-03-01"),
        .claim = claim_id(),
        .guarantee = GuaranteeVersionName("2025"),
        .stated_at = at("2026-03-28T23:59:59.999Z"),
        .lines = {{LineId("1"), ServiceName("drilling"), euro(6833), euro(5000)}},
        .tax = {{{"S", decimal("20")}, euro(1833), euro(367)}},
        .totals = {euro(1833), euro(367), euro(2198)},
        .rounding = euro(-2),
        .settlement = {{SettlementKind::offset, euro(198)}, {SettlementKind::out_of_band, euro(2000)}},
        .entries = entries(),
    };
}

Adjustment reversal() {
    Adjustment reversal = adjustment();
    reversal.number = AdjustmentNumber("SI-2026-000001");
    reversal.type = DocumentType::supplementary_invoice;
    reversal.settlement.clear();
    reversal.reverses = AdjustmentNumber("CN-2026-000001");
    return reversal;
}

Adjustment replacement() {
    Adjustment note = adjustment();
    note.number = AdjustmentNumber("CN-2026-000002");
    note.replaces = AdjustmentNumber("CN-2026-000001");
    return note;
}

std::vector<TaxAnchor> anchors() {
    return {{euro(6733), euro(1347)}, {euro(0), euro(-1)}};
}

BankAccount account() {
    return {.iban = Personal("DE89370400440532013000"), .holder = Personal("M. Töchter"), .bic = "COBADEFFXXX"};
}

Payment payment() {
    return {
        .id = PaymentId("BANK/2026-03-29/7"),
        .received_on = day("2026-03-29"),
        .amount = euro(5000),
        .from = account(),
        .text = Personal("RE-2026/17 never again"),
        .deductions = {{LineId("1"), euro(1800), Shortfall::statement, Personal("it did not work")},
                       {LineId("charge:1"), euro(33), {}, {}}},
        .shortfall = Shortfall::statement,
    };
}

MakeGood make_good() {
    return {
        .number = MakeGoodNumber("MG-2026-000001"),
        .ordinal = 1,
        .issued_on = day("2026-03-29"),
        .invoice = InvoiceNumber("RE-2026/17"),
        .claim = claim_id(),
        .kind = MakeGoodKind::other_bill,
        .amount = euro(24000),
        .text = "We pay what the other driller asks.",
    };
}

BatchSealed batch() {
    const Currency jpy = *Currency::find("JPY");
    const Entry accrual{Account::guarantee_accruals,
                        Account::refund_liability,
                        AccountName("4890"),
                        AccountName("2320"),
                        euro(2000),
                        Origin::makegood};
    const Entry other{Account::guarantee_accruals, Account::refund_liability, AccountName("4890"),
                      AccountName("2320"),         Money(700, jpy),           Origin::makegood};
    return {{.number = 3,
             .through = day("2026-03-28"),
             .after_sequence = 4000,
             .last_sequence = 5001,
             .last_hash = "60303ae2",
             .configuration = "9f86d081",
             .totals = {{"credit-note", 2, {euro(1833), euro(367), euro(2198)}},
                        {"refund", 1, {Money(0, jpy), Money(0, jpy), Money(700, jpy)}}},
             .accounts = {{AccountName("4800 \"Süd\""), euro(1833), euro(0)},
                          {AccountName("1000"), Money(0, jpy), Money(700, jpy)}},
             .formats = {{"csv", "fd61a03a", 10'240}, {"ubl", "a4e624d6", std::numeric_limits<std::uint64_t>::max()}},
             .liabilities = {{claim_id(), ClaimNumber("CL-2026-000042"), InvoiceNumber("RE-2026/17"), euro(1667),
                              euro(333)},
                             {claim_id(), ClaimNumber("CL-2026-000043"), InvoiceNumber("RE-2026/18"), Money(700, jpy),
                              Money(0, jpy)}}},
            {accrual, other},
            turned_around({accrual, other})};
}

std::vector<Event> settlement_events() {
    const RefundNumber refund("RF-2026-000001");
    return {
        StatementCorrected{claim_id(), 2, saying(), Channel::letter},
        AdjustmentReversed{reversal(), {euro(6733), euro(0)}, anchors(), euro(-2)},
        PaymentReceived{payment(), entries()},
        PaymentReversed{PaymentId("BANK/2026-03-29/7"), day("2026-03-30"), "no funds", entries()},
        RefundRecorded{refund, 1, day("2026-03-29"), RefundSource::balance, "RE-2026/17", claim_id(), euro(5000),
                       entries()},
        RefundAccountNamed{refund, account()},
        RefundAccountConfirmed{refund, Channel::phone},
        RefundInstructed{refund, 2, day("2026-03-29"), euro(5000), account()},
        RefundPaid{refund, day("2026-03-30"), day("2026-03-31"), "BANK/8", entries()},
        RefundFailed{refund, day("2026-03-30"), day("2026-03-31"), "AC04 \"closed\"", entries()},
        RefundDueAgain{refund},
        BalanceUsed{InvoiceNumber("RE-2026/18"), euro(1200), Channel::link},
        BalanceReceived{InvoiceNumber("RE-2026/17"), day("2026-03-29"), euro(1200), entries()},
        MakeGoodGiven{make_good(), entries()},
        batch(),
        BatchAnswered{3, true, "JE-2026/7"},
        RefundCancelled{RefundNumber("RF-2026-000002"), day("2026-03-29"), entries()},
    };
}

std::vector<Event> full_events() {
    const Due settle{at("2026-04-05T00:00:00Z"), at("2026-04-02T00:00:00Z")};
    return {
        InvoiceRecorded{invoice(), GuaranteeVersionName("2025"), {euro(6733), euro(0)}, entries()},
        CreditedElsewhere{
            invoice().credited.front(), {euro(6733), euro(0)}, {{euro(6733), euro(1347)}}, euro(3), entries()},
        ClaimOpened{claim_id(), ClaimNumber("CL-2026-000042"), 42, day("2026-03-29"), saying(), SettlementKind::balance,
                    contact(), routing(), "5d41402abc4b2a76b9719d911017c592", record()},
        StatementMade{claim_id(), saying(), SettlementKind::refund, contact(), routing(), record()},
        ClaimAcknowledged{claim_id()},
        ClaimApproved{claim_id(), true},
        OfferMade{claim_id(), movement()},
        OfferAnswered{claim_id(), OfferAnswer::revoked},
        AdjustmentIssued{adjustment()},
        ClaimAdjusted{claim_id(), true, settle},
        ClaimSettled{claim_id()},
        NoteAdded{claim_id(), Personal("Rang back at ten.")},
        CauseNamed{claim_id(), {TeamName("quarry"), "the faulty screen", "replaced it", "a spare screen on site"}},
        ConfigurationActivated{"9f86d081", R"({"company":"Müller","digits":2})"},
        RulesActivated{"quarry/2026-1", "b94d27b9", R"({"name":"quarry","why":"Müller asked"})"},
    };
}

}  // namespace

std::vector<SampleEvent> sample_events() {
    std::vector<SampleEvent> samples;
    const auto add = [&](std::vector<Event> events) {
        for (Event& event : events) {
            std::string file(type_of(event));
            samples.push_back({std::move(file), envelope(samples.size() + 1), std::move(event)});
        }
    };
    add(full_events());
    add(settlement_events());
    samples.push_back(
        {"adjustment-issued.replacement", envelope(samples.size() + 1), AdjustmentIssued{replacement(), anchors()}});
    CreditElsewhere discount = invoice().credited.front();
    discount.kind = ElsewhereKind::discount;
    samples.push_back({"credited-elsewhere.discount", envelope(samples.size() + 1),
                       CreditedElsewhere{std::move(discount), {euro(6733)}, anchors(), euro(3), entries()}});
    const auto add_as = [&](const char* file, Event event) {
        samples.push_back({file, envelope(samples.size() + 1), std::move(event)});
    };
    const AccountingTax in_kronor{Money(15'123, *Currency::find("SEK"))};
    InvoiceDraft accounted = invoice();
    accounted.accounting_tax = in_kronor;
    add_as("invoice-recorded.accounted",
           InvoiceRecorded{std::move(accounted), GuaranteeVersionName("2025"), {euro(6733), euro(0)}, entries()});
    Adjustment stated_before = adjustment();
    stated_before.tax_point = day("2026-02-28");
    stated_before.accounting_tax = in_kronor;
    add_as("adjustment-issued.accounted", AdjustmentIssued{std::move(stated_before)});
    MakeGood taxed = make_good();
    taxed.tax = TaxSubtotal{{"S", Decimal(20, 0)}, euro(20'000), euro(4'000)};
    add_as("make-good-given.taxed", MakeGoodGiven{std::move(taxed), entries()});
    add_as(
        "credited-elsewhere.posted",
        CreditedElsewhere{invoice().credited.front(), {euro(6733)}, anchors(), euro(3), entries(), day("2026-03-29")});
    add_as("numbers-restarted", NumbersRestarted{"R7K3FQ", 5001});
    add_as("numbers-resumed", NumbersResumed{5001, "60303ae2"});
    const Envelope least{
        .journal = Uuid{},
        .sequence = std::numeric_limits<std::uint64_t>::max(),
        .stream = "company",
        .version = 1,
        .actor = {},
        .at = at("9999-12-31T23:59:59.999Z"),
    };
    const ClaimOpened claim{
        claim_id(), ClaimNumber("1"), std::numeric_limits<std::int64_t>::max(), day("9999-12-31"), {}, {}, {}, {}, ""};
    samples.push_back({"invoice-recorded.least", least, InvoiceRecorded{least_invoice(), {}, {}, {}}});
    samples.push_back({"claim-opened.least", least, claim});
    samples.push_back({"claim-adjusted.least", least, ClaimAdjusted{claim_id(), false, {}}});
    const Entry yen{Account::bank, Account::receivables, {}, {}, Money(1, *Currency::find("JPY")), Origin::books};
    const RefundNumber refund("1");
    samples.push_back(
        {"payment-received.least", least, PaymentReceived{{PaymentId("1"), day("0001-01-01"), yen.amount}, {yen}}});
    samples.push_back({"payment-reversed.least", least, PaymentReversed{PaymentId("1"), day("9999-12-31"), {}, {yen}}});
    samples.push_back({"refund-recorded.least", least,
                       RefundRecorded{refund, 1, day("9999-12-31"), RefundSource::adjustment, "", {}, yen.amount}});
    samples.push_back({"refund-account-named.erased", least,
                       RefundAccountNamed{refund, {Personal::erased(), Personal::erased(), {}}}});
    samples.push_back(
        {"refund-paid.least", least, RefundPaid{refund, day("0001-01-01"), day("9999-12-31"), {}, {yen}}});
    samples.push_back({"refund-failed.least", least, RefundFailed{refund, day("0001-01-01"), day("9999-12-31"), ""}});
    samples.push_back(
        {"make-good-given.least", least,
         MakeGoodGiven{{MakeGoodNumber("1"), 1, day("9999-12-31"), {}, claim_id(), MakeGoodKind::apology, {}, ""},
                       {}}});
    samples.push_back({"batch-sealed.least", least,
                       BatchSealed{{.number = 1,
                                    .through = day("9999-12-31"),
                                    .last_hash = {},
                                    .configuration = {},
                                    .totals = {},
                                    .accounts = {},
                                    .formats = {},
                                    .liabilities = {}},
                                   {},
                                   {}}});
    samples.push_back({"batch-answered.least", least, BatchAnswered{1, false, ""}});
    samples.push_back({"note-added.erased", least, NoteAdded{claim_id(), Personal::erased()}});
    return samples;
}

}  // namespace makegood::codec
