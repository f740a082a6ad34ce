// The audit record in words: what an auditor reads.
#ifndef OGI_CLIENTS_CLI_TEXT_AUDIT_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_AUDIT_TEXT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "clients/cli/text/language.h"
#include "ogi/v1/audit_service.pb.h"

namespace ogi::cli {

// Lines: a row a record with its time in China, who, through what, what, on what, how it ended.
std::string AuditTable(absl::Span<const v1::AuditRecord> records, Language language);

// `2026-01-01`, its beginning in China, or `2026-01-01 08:30` or `2026-01-01 08:30:15`. Nullopt for
// anything else.
std::optional<absl::Time> ParseChinaTime(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_AUDIT_TEXT_H_
