#include "adapters/import/bank_statement.hpp"

#include <pugixml.hpp>

#include "adapters/import/camt_sums.hpp"
#include "adapters/import/quoted.hpp"
#include "adapters/import/ubl_element.hpp"
#include "engine/settlement/iban.hpp"

namespace makegood::import {

namespace {

constexpr std::string_view iso_space = "urn:iso:std:iso:20022:tech:xsd:";
constexpr const char* accepted = "camt.053.001 or camt.054.001, version 02 to 08";

struct Message {
    std::string_view type;       // "camt.053.001."
    std::string_view body;       // of Document
    std::string_view statement;  // of the body
    bool has_balances;
};
constexpr Message statement_message{"camt.053.001.", "BkToCstmrStmt", "Stmt", true};
constexpr Message notification_message{"camt.054.001.", "BkToCstmrDbtCdtNtfctn", "Ntfctn", false};

bool is_of(std::string_view name, const Message& message) {
    if (!name.starts_with(message.type)) return false;
    const std::string_view version = name.substr(message.type.size());
    return version >= "02" && version <= "08" && version.size() == 2;
}

/// Says in a finding why there is none.
const Message* message_of(pugi::xml_node root, Findings& findings) {
    const std::string_view space = UblElement(root).space();
    const std::string_view name = space.starts_with(iso_space) ? space.substr(iso_space.size()) : std::string_view{};
    const Message* message = nullptr;
    for (const Message* known : {&statement_message, &notification_message})
        if (is_of(name, *known)) message = known;
    if (message == nullptr) {
        findings.push_back({"/" + std::string(UblElement(root).local_name()),
                            name.empty() ? "a document of " + quoted(space) : "the message " + quoted(name), accepted});
        return nullptr;
    }
    const CamtElement document(root, "/Document");
    if (document.name() == "Document" && document.at({message->body})) return message;
    findings.push_back({document.place(), "no " + std::string(message->body), "a " + std::string(name) + " message"});
    return nullptr;
}

std::string account_of(const CamtElement& statement) {
    const std::string iban = statement.text({"Acct", "Id", "IBAN"});
    return iban.empty() ? statement.text({"Acct", "Id", "Othr", "Id"}) : normalised_iban(iban);
}

/// Whether the page is all there is: then what is said of the whole can be held against it.
bool is_whole(const CamtElement& paging) {
    if (!paging) return true;
    const std::string last = paging.text({"LastPgInd"});
    return paging.text({"PgNb"}) == "1" && (last == "true" || last == "1");
}

bool is_whole(const CamtElement& body, const CamtElement& statement) {
    return is_whole(body.at({"GrpHdr", "MsgPgntn"})) && is_whole(statement.at({"StmtPgntn"})) &&
           is_whole(statement.at({"NtfctnPgntn"}));
}

void read_statement(const Message& message, const CamtElement& body, const CamtElement& element,
                    CamtEntryReader& entries, BankReading& reading) {
    const std::size_t findings_before = reading.findings.size();
    const CamtStatement statement{element.text({"Id"}), account_of(element)};
    std::vector<CamtEntrySum> sums;
    std::size_t count = 0;
    for (const CamtElement& entry : element.all("Ntry"))
        if (const auto sum = entries.read(entry, statement, ++count)) sums.push_back(*sum);
    if (sums.size() == count) {
        if (message.has_balances) check_balances(element, sums, reading.findings);
        if (is_whole(body, element)) check_summary(element, sums, reading.findings);
    }
    reading.statements.push_back({statement.id, statement.account, count, reading.findings.size() == findings_before});
}

BankReading refused(const XmlFault& fault) {
    BankReading reading;
    reading.findings.push_back({"line " + std::to_string(fault.line) + ", column " + std::to_string(fault.column),
                                fault.found, fault.expected});
    return reading;
}

}  // namespace

BankReading read_bank_statement(const std::string& bytes, const IsOurRefund& is_our_refund, const XmlLimits& limits) {
    if (const auto fault = find_xml_fault(bytes, limits)) return refused(*fault);
    pugi::xml_document document;
    const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed)
        return refused(
            xml_fault_at(bytes, static_cast<std::size_t>(parsed.offset), parsed.description(), "well-formed XML"));
    BankReading reading;
    const Message* message = message_of(document.document_element(), reading.findings);
    if (message == nullptr) return reading;
    const CamtElement body = CamtElement(document.document_element(), "/Document").at({message->body});
    CamtEntryReader entries(is_our_refund, reading);
    const auto statements = body.all(message->statement);
    if (statements.empty())
        reading.findings.push_back({body.place(), "nothing", "at least one " + std::string(message->statement)});
    for (const CamtElement& statement : statements) read_statement(*message, body, statement, entries, reading);
    return reading;
}

}  // namespace makegood::import
