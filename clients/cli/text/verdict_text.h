// Verdicts and receipts for people to read.
#ifndef OGI_CLIENTS_CLI_TEXT_VERDICT_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_VERDICT_TEXT_H_

#include <string>

#include "clients/cli/text/language.h"
#include "domain/rules/explanation.h"
#include "domain/rules/waiver.h"
#include "ogi/v1/receipt.pb.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi::cli {

// Lines: the outcome with the numbers of findings, then each finding with its cells and both sides,
// and what the organ and those above it say of it.
std::string VerdictText(const v1::Verdict& verdict, Language language,
                        const Explanations& explanations = {}, const Waivers& waivers = {});

// What rules lack, e.g. `上年报告未在册`.
absl::string_view NeedText(v1::Need need, Language language);

// Lines: what was filed, when, and by which digest and position it is known.
std::string ReceiptText(const v1::Receipt& receipt, Language language);

// One line, without a newline: name and state; that nothing was filed where it was only checked.
std::string RevisionLine(const v1::Revision& revision, Language language);

// Lines: name and state, receipt, verdict, what happened since.
std::string RevisionText(const v1::Revision& revision, Language language);

// Partition, epoch and sequence, e.g. `54-1-1234`.
std::string PositionText(const v1::Position& position);

// E.g. `SHA256:9f86d0…`, in full.
std::string DigestText(const v1::Digest& digest);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_VERDICT_TEXT_H_
