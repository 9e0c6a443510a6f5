#include "adapters/bank/credit_transfer.hpp"

#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "engine/settlement/iban.hpp"
#include "tests/adapters/bank/official.hpp"

using namespace makegood;
using namespace makegood::bank;

namespace {

constexpr const char* validator_file = "validators/pain/validate-pain";

Money money(const char* amount, const char* currency) {
    return parse_money(amount, *Currency::find(currency)).value();
}

TransferMessage message() {
    return {"REFUNDS-7", *parse_instant("2026-03-29T10:11:12.345Z"), *parse_date("2026-03-30")};
}

Debtor debtor() {
    return {"Müller & Söhne GmbH", "AT61 1904 3002 3457 3201", "GIBAATWWXXX"};
}

PaymentOrder order(const char* id = "RF-2026-000001") {
    return {id,
            "I-1",
            money("12.50", "EUR"),
            "Zoë Weiß",
            "DE89370400440532013000",
            std::nullopt,
            "CN-2026-000001 INV-1001"};
}

std::string why_not(const PaymentOrder& given) {
    const std::vector<PaymentOrder> orders{order("RF-OTHER"), given};
    const auto transfer = write_credit_transfer(message(), debtor(), orders);
    REQUIRE(transfer);
    if (transfer->unpayable.empty()) return "";
    CHECK(transfer->unpayable[0].order == 1);
    CHECK(transfer->unpayable[0].end_to_end_id == given.end_to_end_id);
    return transfer->unpayable[0].why;
}

/// A currency's digits, times and amounts at random; some without an IBAN, or with a wrong one.
class Draw {
  public:
    explicit Draw(unsigned seed) : random_(seed) {}

    std::vector<PaymentOrder> orders() {
        std::vector<PaymentOrder> all;
        const std::size_t count = below(40) + 1;
        for (std::size_t i = 0; i < count; ++i) all.push_back(one(i));
        return all;
    }

    template <class T>
    T of(std::initializer_list<T> choices) {
        return choices.begin()[below(choices.size())];
    }

  private:
    std::size_t below(std::size_t limit) { return random_() % limit; }

    PaymentOrder one(std::size_t i) {
        const Currency currency = *Currency::find(of<const char*>({"EUR", "EUR", "CHF", "JPY", "KWD", "CLF", "USD"}));
        const auto minor =
            static_cast<std::int64_t>(random_()) % of<std::int64_t>({100, 1'000'000, 99'999'999'999}) + 1;
        PaymentOrder order{"RF-" + std::to_string(i),
                           below(3) == 0 ? "" : "I/" + std::to_string(i),
                           Money(minor, currency),
                           of<const char*>({"Zoë Weiß", "O\xE2\x80\x99Neill <&> \"Co\"", "Παπα 7", "Müller", "..."}),
                           of<const char*>({"DE89370400440532013000", "CH93 0076 2011 6238 5295 7",
                                            "TN5910006035183598478831", "AT611904300234573202"}),
                           std::nullopt,
                           of<const char*>({"CN-2026-000001 INV-1001", "", "Gutschrift <ä> & \"mehr\"\n2. Zeile"})};
        if (below(4) == 0) order.bic = of<const char*>({"COBADEFFXXX", "POFICHBE", "nonsense"});
        if (below(6) == 0) order.iban = std::nullopt;
        return order;
    }

    std::mt19937 random_;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("one refund is one transfer, to the byte") {
    const std::vector<PaymentOrder> orders{order()};
    const auto transfer = write_credit_transfer(message(), debtor(), orders);
    REQUIRE(transfer);
    CHECK(transfer->xml == R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>REFUNDS-7</MsgId>
      <CreDtTm>2026-03-29T10:11:12Z</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>12.50</CtrlSum>
      <InitgPty>
        <Nm>Muller + Sohne GmbH</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>REFUNDS-7-EUR</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>false</BtchBookg>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>12.50</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2026-03-30</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Muller + Sohne GmbH</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>AT611904300234573201</IBAN>
        </Id>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>GIBAATWWXXX</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <InstrId>I-1</InstrId>
          <EndToEndId>RF-2026-000001</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">12.50</InstdAmt>
        </Amt>
        <Cdtr>
          <Nm>Zoe Weis</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>DE89370400440532013000</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>CN-2026-000001 INV-1001</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
)");
    CHECK(transfer->unpayable.empty());
    REQUIRE(transfer->control.size() == 1);
    CHECK(transfer->control[0].count == 1);
    CHECK(transfer->control[0].sum == money("12.50", "EUR"));
}

TEST_CASE("an order that can't be paid is listed with its reason, and the others are paid") {
    struct Row {
        std::function<void(PaymentOrder&)> change;
        const char* why_not;  // how it begins; "" for payable
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {[](auto&) {}, "", "as it is"},
        {[](auto& o) { o.iban = std::nullopt; }, "no IBAN", "IBANs are listed as missing, not guessed"},
        {[](auto& o) { o.iban = " "; }, "no IBAN", "a blank one is none"},
        {[](auto& o) { o.iban = "DE89370400440532013001"; }, "an IBAN that is none: check digits", "one digit wrong"},
        {[](auto& o) { o.iban = "DE8937040044053201300"; }, "an IBAN that is none: 21 characters", "one digit lost"},
        {[](auto& o) { o.iban = "de89 3704 0044 0532 0130 00"; }, "", "as people write it"},
        {[](auto& o) { o.bic = "COBADEFF"; }, "", "a BIC of eight"},
        {[](auto& o) { o.bic = "COBADEFFXX"; }, "the BIC \"COBADEFFXX\"", "a BIC of ten"},
        {[](auto& o) { o.amount = money("0.00", "EUR"); }, "the amount 0.00", "nothing to pay"},
        {[](auto& o) { o.amount = money("-1.00", "EUR"); }, "the amount -1.00", "less than nothing"},
        {[](auto& o) { o.amount = money("999999999.99", "EUR"); }, "", "the most that SEPA carries"},
        {[](auto& o) { o.amount = money("1000000000.00", "EUR"); }, "the amount 1000000000.00", "more than that"},
        {[](auto& o) { o.amount = money("1000000000.00", "CHF"); }, "", "which is SEPA's limit alone"},
        {[](auto& o) { o.end_to_end_id = ""; }, "the end-to-end id", "no key"},
        {[](auto& o) { o.end_to_end_id = std::string(36, 'x'); }, "the end-to-end id", "a key that would be cut"},
        {[](auto& o) { o.end_to_end_id = "RF_1"; }, "the end-to-end id", "a key that would be changed"},
        {[](auto& o) { o.instruction_id = ""; }, "", "an instruction id is no must"},
        {[](auto& o) { o.instruction_id = "a//b"; }, "the instruction id", "but one that a bank would cut is no good"},
        {[](auto& o) { o.creditor_name = "Παπαδόπουλος"; }, "the name \"Παπαδόπουλος\"", "no letter would be left"},
        {[](auto& o) { o.creditor_name = ""; }, "the name \"\"", "nobody"},
        {[](auto& o) { o.remittance = ""; }, "", "a remittance is no must"},
        {[](auto& o) { o.remittance = "株式"; }, "the remittance", "but one that says only dots is no good"},
    }));
    PaymentOrder given = order();
    row.change(given);
    const std::string why = why_not(given);
    INFO(row.why << ": " << why);
    if (*row.why_not == '\0')
        CHECK(why.empty());
    else
        CHECK(why.starts_with(row.why_not));
}

TEST_CASE("orders that share an end-to-end id are not paid, neither of them, and the others are") {
    const std::vector<PaymentOrder> orders{order("A"), order("B"), order("A")};
    const auto transfer = write_credit_transfer(message(), debtor(), orders);
    REQUIRE(transfer);
    REQUIRE(transfer->unpayable.size() == 2);
    CHECK(transfer->unpayable[0].order == 0);
    CHECK(transfer->unpayable[1].order == 2);
    CHECK(transfer->unpayable[0].why == "the end-to-end id stands on 2 orders, where each has its own");
    CHECK(transfer->control[0].count == 1);
}

TEST_CASE("a message without a transaction is refused in words, and so is whoever can't pay") {
    struct Row {
        std::function<void(TransferMessage&, Debtor&, std::vector<PaymentOrder>&)> change;
        const char* pointer;
        const char* found;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {[](auto&, auto&, auto& o) { o.clear(); }, "/orders", "no order", "nothing was released"},
        {[](auto& m, auto&, auto&) { m.id = std::string(31, 'x'); }, "/message/id",
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "no room for the currency"},
        {[](auto& m, auto&, auto&) { m.id = ""; }, "/message/id", "\"\"", "no id"},
        {[](auto&, auto& d, auto&) { d.name = "..."; }, "/debtor/name", "\"...\"", "a name that says nothing"},
        {[](auto&, auto& d, auto&) { d.iban = "AT611904300234573202"; }, "/debtor/iban",
         "check digits that do not fit the rest: a character is wrong or swapped", "our own account"},
        {[](auto&, auto& d, auto&) { d.bic = "GIBA"; }, "/debtor/bic", "\"GIBA\"", "our own bank"},
    }));
    INFO(row.why);
    TransferMessage given_message = message();
    Debtor given_debtor = debtor();
    std::vector<PaymentOrder> orders{order()};
    row.change(given_message, given_debtor, orders);
    const auto transfer = write_credit_transfer(given_message, given_debtor, orders);
    REQUIRE_FALSE(transfer);
    REQUIRE(transfer.error().size() == 1);
    CHECK(transfer.error()[0].pointer == row.pointer);
    CHECK(transfer.error()[0].found == row.found);
}

TEST_CASE("when no order can be paid there is no message, and each has its own reason") {
    std::vector<PaymentOrder> orders{order(), order()};
    orders[0].iban = std::nullopt;
    orders[1].end_to_end_id = "RF-2026-000002";
    orders[1].bic = "GIBA";
    const auto transfer = write_credit_transfer(message(), debtor(), orders);
    REQUIRE(transfer);
    CHECK(transfer->xml.empty());
    REQUIRE(transfer->unpayable.size() == 2);
    CHECK(transfer->unpayable[0].why.find("no IBAN") != std::string::npos);
    CHECK(transfer->unpayable[1].why.find("GIBA") != std::string::npos);
}

TEST_CASE("SEPA is said of euro between SEPA accounts, and of nothing else") {
    struct Row {
        const char* debtor_iban;
        const char* amount;
        const char* currency;
        const char* iban;
        const char* payment_id;
        bool is_sepa;
    };
    const Row row = GENERATE(values<Row>({
        {"AT611904300234573201", "1.00", "EUR", "DE89370400440532013000", "REFUNDS-7-EUR<", true},
        {"AT611904300234573201", "1.00", "EUR", "TN5910006035183598478831", "REFUNDS-7-EURX<", false},
        {"TN5910006035183598478831", "1.00", "EUR", "DE89370400440532013000", "REFUNDS-7-EURX<", false},
        {"AT611904300234573201", "1.00", "CHF", "CH9300762011623852957", "REFUNDS-7-CHF<", false},
        {"AT611904300234573201", "1", "JPY", "DE89370400440532013000", "REFUNDS-7-JPY<", false},
    }));
    PaymentOrder given = order();
    given.amount = money(row.amount, row.currency);
    given.iban = row.iban;
    const std::vector<PaymentOrder> orders{given};
    const auto transfer = write_credit_transfer(message(), {"Us", row.debtor_iban, std::nullopt}, orders);
    REQUIRE(transfer);
    INFO(transfer->xml);
    CHECK(transfer->xml.find(row.payment_id) != std::string::npos);
    CHECK((transfer->xml.find("<Cd>SEPA</Cd>") != std::string::npos) == row.is_sepa);
    CHECK((transfer->xml.find("<ChrgBr>SLEV</ChrgBr>") != std::string::npos) == row.is_sepa);
    CHECK(transfer->xml.find("<Id>NOTPROVIDED</Id>") != std::string::npos);
}

TEST_CASE("amounts that sum to more than a control sum holds are refused") {
    std::vector<PaymentOrder> orders;
    for (int i = 0; i < 1001; ++i) {
        orders.push_back(order());
        orders.back().end_to_end_id = "RF-" + std::to_string(i);
        orders.back().amount = Money(amount_minor_max, *Currency::find("JPY"));
    }
    const auto transfer = write_credit_transfer(message(), debtor(), orders);
    REQUIRE_FALSE(transfer);
    CHECK(transfer.error()[0].found == "amounts that sum to more than 18 digits");
    orders.pop_back();
    CHECK(write_credit_transfer(message(), debtor(), orders));
}

TEST_CASE("random orders in many currencies: all are paid or listed, controlled, and valid for the schema") {
    const auto validator = shared(validator_file);
    const unsigned seed = Catch::rngSeed() != 0 ? Catch::rngSeed() : std::random_device{}();
    Draw draw(seed);
    for (int round = 0; round < 30; ++round) {
        INFO("seed " << seed << ", round " << round);
        const std::vector<PaymentOrder> orders = draw.orders();
        const auto transfer = write_credit_transfer(message(), debtor(), orders);
        if (!transfer) {
            CHECK(transfer.error()[0].pointer == "/orders");
            continue;
        }
        std::uint64_t paid = 0;
        for (const ControlTotal& total : transfer->control) paid += total.count;
        CHECK(paid + transfer->unpayable.size() == orders.size());
        std::map<std::string, std::int64_t> sums;
        for (std::size_t i = 0; i < orders.size(); ++i) {
            const auto& listed = transfer->unpayable;
            if (std::ranges::find(listed, i, &Unpayable::order) == listed.end())
                sums[std::string(orders[i].amount.currency().code())] += orders[i].amount.minor();
        }
        REQUIRE(sums.size() == transfer->control.size());
        for (const ControlTotal& total : transfer->control)
            CHECK(sums[std::string(total.sum.currency().code())] == total.sum.minor());
        CHECK(write_credit_transfer(message(), debtor(), orders)->xml == transfer->xml);
        CHECK(transfer->xml.empty() == transfer->control.empty());
        if (validator && !transfer->xml.empty()) CHECK(complaints(*validator, transfer->xml) == "");
    }
}

TEST_CASE("the validator finds a wrong control sum, a wrong count, a wrong IBAN and a wrong element") {
    const auto validator = shared(validator_file);
    if (!validator) return;
    const std::vector<PaymentOrder> orders{order("A"), order("B")};
    const std::string xml = write_credit_transfer(message(), debtor(), orders)->xml;
    CHECK(complaints(*validator, xml) == "");
    CHECK(complaints(*validator, replaced(xml, "<CtrlSum>25.00", "<CtrlSum>25.01")) != "");
    CHECK(complaints(*validator, replaced(xml, "<NbOfTxs>2", "<NbOfTxs>3")) != "");
    CHECK(complaints(*validator, replaced(xml, "DE89370400440532013000", "DE88370400440532013000")) != "");
    CHECK(complaints(*validator, replaced(xml, "<PmtMtd>TRF", "<PmtMtd>TRX")) != "");
}
