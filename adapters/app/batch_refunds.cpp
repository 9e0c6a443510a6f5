#include "adapters/app/batch_refunds.hpp"

#include "adapters/bank/credit_transfer.hpp"
#include "adapters/codec/csv_writer.hpp"
#include "adapters/zones/zones.hpp"

namespace makegood::app {

namespace {

constexpr std::size_t page_rows = 1000;

bank::PaymentOrder order_of(const InstructionRow& row) {
    const RefundInstructed& told = row.instruction;
    const std::string& number = told.refund.text();
    // An account that was erased with its customer's key is missing: it is listed, not guessed.
    return {number,
            number + "-" + std::to_string(told.attempt),
            told.amount,
            told.account.holder.reveal().value_or(row.customer_name),
            told.account.iban.reveal(),
            told.account.bic,
            number + " " + row.invoice.text()};
}

/// Unique for the bank: the batch, and the journal that it is of.
bank::TransferMessage message_of(const BatchScope& scope, const Zone& zone) {
    const Date next_day = Date::from_unix_days(scope.through.unix_days() + 1);
    constexpr std::size_t hash_digits = 12;
    return {"MG" + std::to_string(scope.number) + "-" + scope.last_hash.substr(0, hash_digits), zone.start_of(next_day),
            next_day};
}

bank::Debtor debtor_of(const config::Configuration& configuration) {
    const auto& seller = configuration.seller;
    if (!seller || !seller->payment_means || !seller->payment_means->account)
        return {configuration.company_name, "", {}};
    return {seller->payment_means->account_name.value_or(seller->name), *seller->payment_means->account,
            seller->payment_means->bic};
}

void write_file(FileReceiver& receiver, const std::string& name, const std::string& bytes) {
    receiver.begin(name);
    receiver.take(bytes);
    receiver.end();
}

}  // namespace

void for_each_instruction(Reader& reader, const BatchScope& scope,
                          const std::function<void(const InstructionRow&)>& use) {
    std::uint64_t after = scope.after_sequence;
    for (;;) {
        const std::vector<InstructionRow> page = reader.instructions(after, page_rows);
        for (const InstructionRow& row : page) {
            if (row.sequence > scope.last_sequence) return;
            use(row);
        }
        if (page.size() < page_rows) return;
        after = page.back().sequence;
    }
}

void for_each_make_good(Reader& reader, const BatchScope& scope, const std::function<void(const MakeGood&)>& use) {
    std::uint64_t after = scope.after_sequence;
    for (;;) {
        const std::vector<MakeGoodRow> page = reader.make_goods(after, page_rows);
        for (const MakeGoodRow& row : page) {
            if (row.sequence > scope.last_sequence) return;
            use(row.make_good);
        }
        if (page.size() < page_rows) return;
        after = page.back().sequence;
    }
}

void write_refunds(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                   FileReceiver& receiver) {
    std::vector<bank::PaymentOrder> orders;
    for_each_instruction(reader, scope, [&](const InstructionRow& row) { orders.push_back(order_of(row)); });
    if (orders.empty()) return;
    const auto zone = zones::load_zone(configuration.time_zone);
    invariant(zone.has_value(), "the company's zone was found when the configuration loaded");
    const auto transfer = bank::write_credit_transfer(message_of(scope, *zone), debtor_of(configuration), orders);
    if (transfer) write_file(receiver, "refunds.xml", transfer->xml);

    std::string refused;
    codec::CsvWriter csv(refused);
    for (std::string_view title : {"refund", "why"}) csv.text(title);
    csv.row_end();
    const std::size_t titles = refused.size();
    if (transfer) {
        for (const bank::Unpayable& unpayable : transfer->unpayable) {
            csv.text(unpayable.end_to_end_id).text(unpayable.why);
            csv.row_end();
        }
    } else {
        for (const bank::PaymentOrder& order : orders)
            for (const Finding& finding : transfer.error()) {
                csv.text(order.end_to_end_id)
                    .text(finding.pointer + ": found " + finding.found + "; accepted: " + finding.expected);
                csv.row_end();
            }
    }
    if (refused.size() > titles) write_file(receiver, "refunds-refused.csv", refused);
}

}  // namespace makegood::app
