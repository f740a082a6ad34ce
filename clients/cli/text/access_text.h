// Mandates, roles, token keys and revoked certificates in words.
#ifndef OGI_CLIENTS_CLI_TEXT_ACCESS_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_ACCESS_TEXT_H_

#include <google/protobuf/repeated_field.h>

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/text/language.h"
#include "google/type/date.pb.h"
#include "ogi/v1/access.pb.h"

namespace ogi::cli {

// Lines: a row a record, in the order given; the last column is empty while it holds.
std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::Mandate>& mandates,
                        Language language);
std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::RoleGrant>& grants,
                        Language language);
std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::TokenKey>& keys,
                        Language language);
std::string RecordTable(const google::protobuf::RepeatedPtrField<v1::Revocation>& revocations,
                        Language language);

absl::string_view RoleText(v1::Role role, Language language);
// An enum name in any case, with hyphens or underscores, or its Chinese word.
std::optional<v1::Role> ParseRole(absl::string_view text);

// `2026-01-01`; empty where it is not set.
std::string DayText(const google::type::Date& day);
// `2026-01-01`; nullopt for anything else.
std::optional<google::type::Date> ParseDay(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_ACCESS_TEXT_H_
