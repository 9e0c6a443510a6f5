#include "adapters/app/batch_refunds.hpp"

#include "adapters/app/journal_range.hpp"
#include "adapters/bank/credit_transfer.hpp"
#include "adapters/codec/csv_writer.hpp"
#include "adapters/zones/zones.hpp"

namespace makegood::app {

namespace {

constexpr std::size_t page_rows = 1000;

bank::PaymentOrder order_of(const InstructionRow& row) {
    const RefundInstructed& told = row.instruction;
    const std::string& number = told.refund.text();
    const std::string holder = told.account.holder.reveal().value_or("");
    // An account that was erased with its customer's key is missing: it is listed, not guessed.
    return {number,
            number + "-" + std::to_string(told.attempt),
            told.amount,
            holder.empty() ? row.customer_name : holder,
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

/// Those that can be paid go into the transfer, each other one into `refused`, with its reason.
void write_orders(const BatchScope& scope, const config::Configuration& configuration,
                  const std::vector<bank::PaymentOrder>& orders, FileReceiver& receiver, codec::CsvWriter& refused) {
    const auto zone = zones::load_zone(configuration.time_zone);
    invariant(zone.has_value(), "the company's zone was found when the configuration loaded");
    const auto refuse = [&](const std::string& refund, const std::string& why) {
        refused.text(refund).text(why);
        refused.row_end();
    };
    const auto transfer = bank::write_credit_transfer(message_of(scope, *zone), debtor_of(configuration), orders);
    if (transfer) {
        if (!transfer->xml.empty()) write_file(receiver, "refunds.xml", transfer->xml);
        for (const bank::Unpayable& unpayable : transfer->unpayable) refuse(unpayable.end_to_end_id, unpayable.why);
        return;
    }
    for (const bank::PaymentOrder& order : orders)
        for (const Finding& finding : transfer.error())
            refuse(order.end_to_end_id,
                   finding.pointer + ": found " + finding.found + "; accepted: " + finding.expected);
}

/// Why an instruction must not go to the bank any more, "" for nothing: it was overtaken before the batch was closed,
/// and the money would leave a second time.
std::string why_overtaken(Reader& reader, const InstructionRow& row, std::uint64_t last_sequence) {
    const RefundInstructed& told = row.instruction;
    const auto stream = reader.invoice_as_of(row.invoice, last_sequence);
    const Refund* refund = stream ? stream->find(told.refund) : nullptr;
    invariant(refund != nullptr, "a refund that was instructed is on its invoice");
    if (refund->attempts > told.attempt)
        return "attempt " + std::to_string(told.attempt) + " failed before the batch was closed, and attempt " +
               std::to_string(refund->attempts) + " went out instead";
    if (refund->state == RefundState::instructed) return {};
    return "it was " + std::string(to_text(refund->state)) + " before the batch was closed";
}

}  // namespace

void for_each_instruction(Reader& reader, const BatchScope& scope,
                          const std::function<void(const InstructionRow&, const std::string& overtaken)>& use) {
    for_each_row(
        scope.after_sequence, scope.last_sequence, page_rows,
        [&](std::uint64_t after, std::size_t limit) { return reader.instructions(after, limit); },
        [&](const InstructionRow& row) { use(row, why_overtaken(reader, row, scope.last_sequence)); });
}

void for_each_make_good(Reader& reader, const BatchScope& scope, const std::function<void(const MakeGood&)>& use) {
    for_each_row(
        scope.after_sequence, scope.last_sequence, page_rows,
        [&](std::uint64_t after, std::size_t limit) { return reader.make_goods(after, limit); },
        [&](const MakeGoodRow& row) { use(row.make_good); });
}

void write_refunds(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                   FileReceiver& receiver) {
    std::vector<bank::PaymentOrder> orders;
    std::string refused;
    codec::CsvWriter csv(refused);
    for (std::string_view title : {"refund", "why"}) csv.text(title);
    csv.row_end();
    const std::size_t titles = refused.size();
    for_each_instruction(reader, scope, [&](const InstructionRow& row, const std::string& overtaken) {
        if (overtaken.empty()) return orders.push_back(order_of(row));
        csv.text(row.instruction.refund.text()).text(overtaken);
        csv.row_end();
    });
    if (!orders.empty()) write_orders(scope, configuration, orders, receiver, csv);
    if (refused.size() > titles) write_file(receiver, "refunds-refused.csv", refused);
}

}  // namespace makegood::app
