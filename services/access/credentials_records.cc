#include "services/access/credentials_records.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/codes/principal.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/access/token_key.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::RevocationRecord;
using storage::v1::TokenKeyRecord;

constexpr absl::string_view kTokenKeys = "/tokenKeys/";
constexpr size_t kFingerprintDigits = 64;

bool IsIssuer(absl::string_view name) {
  const std::optional<Principal> principal = ParsePrincipal(name);
  return principal.has_value() && principal->kind != Principal::Kind::kStaff;
}

bool IsFingerprint(absl::string_view text) {
  return text.size() == kFingerprintDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

absl::StatusOr<Step<v1::TokenKey>> AddTokenKey(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::AddTokenKeyRequest& request) {
  v1::TokenKey token_key = request.token_key();
  token_key.clear_name();
  token_key.clear_life();
  FieldViolations violations;
  if (!IsIssuer(token_key.issuer())) {
    violations.Add("token_key.issuer", "应为平台或机关，如 platforms/xizang，请更正。",
                   "must be a platform or an organ, e.g. platforms/xizang.");
  }
  if (!IsPrincipalId(token_key.key_id())) {
    violations.Add("token_key.key_id", "应为 1 至 64 个英文字母、数字、“.”、“_”或“-”，请更正。",
                   "must be 1 to 64 characters of [0-9A-Za-z._-].");
  }
  if (!IsTokenKeyPem(token_key.public_key())) {
    violations.Add("token_key.public_key",
                   "应为 P-256 曲线的公钥（PEM，BEGIN PUBLIC KEY），不要填写私钥或证书。",
                   "must be the PEM of a public key on P-256 (BEGIN PUBLIC KEY), not a private key "
                   "or a certificate.");
  }
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, token_key.issuer(), request.request_id(),
                                   token_key.SerializeAsString()));
  token_key.set_name(absl::StrCat(token_key.issuer(), kTokenKeys, token_key.key_id()));
  const std::string key = keys::TokenKey(token_key.issuer(), token_key.key_id());
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<TokenKeyRecord>(environment, key));
  if (stored.has_value()) {
    if (!change.repeated) return errors::AccessRecordExists(token_key.name());
    return AnswerPresent(environment, std::move(*stored->message.mutable_token_key()));
  }
  SetCreated(context, *token_key.mutable_life());
  TokenKeyRecord record;
  *record.mutable_token_key() = token_key;
  return ChangeStep(environment, context, change, {{key, record.SerializeAsString(), kAbsent}},
                    std::move(token_key));
}

absl::StatusOr<Step<v1::TokenKey>> WithdrawTokenKey(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::WithdrawTokenKeyRequest& request) {
  FieldViolations violations;
  const absl::string_view name = request.name();
  const size_t at = name.find(kTokenKeys);
  const bool well_formed = at != absl::string_view::npos && IsIssuer(name.substr(0, at)) &&
                           IsPrincipalId(name.substr(at + kTokenKeys.size()));
  if (!well_formed) {
    violations.Add("name", "应为公钥的名称，如 platforms/xizang/tokenKeys/2026-1。",
                   "must be like platforms/xizang/tokenKeys/2026-1.");
  }
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/false, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, name.substr(0, at), request.request_id(),
                                   absl::StrCat("withdraw\n", name, "\n", request.reason())));
  const std::string key = keys::TokenKey(name.substr(0, at), name.substr(at + kTokenKeys.size()));
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<TokenKeyRecord>(environment, key));
  if (!stored.has_value()) return errors::AccessRecordNotFound(name);
  v1::TokenKey& token_key = *stored->message.mutable_token_key();
  if (token_key.life().has_withdraw_time()) {
    return AnswerPresent(environment, std::move(token_key));
  }
  SetWithdrawn(context, request.reason(), *token_key.mutable_life());
  return ChangeStep(environment, context, change,
                    {{key, stored->message.SerializeAsString(), stored->version}}, token_key);
}

absl::StatusOr<v1::ListTokenKeysResponse> ListTokenKeys(const Environment& environment,
                                                        const RequestContext&,
                                                        const v1::ListTokenKeysRequest&) {
  v1::ListTokenKeysResponse response;
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<TokenKeyRecord>(
      *environment.store, keys::AllTokenKeys(),
      [&](const TokenKeyRecord& each) { *response.add_token_keys() = each.token_key(); }));
  return response;
}

absl::StatusOr<Step<v1::Revocation>> RevokeCertificate(
    const Environment& environment, const RequestContext& context,
    const v1::RevokeCertificateRequest& request) {
  v1::Revocation revocation = request.revocation();
  revocation.clear_name();
  revocation.clear_life();
  FieldViolations violations;
  if (!IsFingerprint(revocation.fingerprint())) {
    violations.Add(
        "revocation.fingerprint",
        "应为证书的 SHA-256 指纹：64 个十六进制数字（小写，不带冒号），请更正。",
        "must be the certificate's SHA-256: 64 lower-case hexadecimal digits, no colons.");
  }
  CheckReason(revocation.reason(), /*required=*/true, &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, "revocations", request.request_id(),
                                   revocation.SerializeAsString()));
  const std::string key = keys::Revocation(revocation.fingerprint());
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<RevocationRecord>(environment, key));
  if (stored.has_value()) {
    return AnswerPresent(environment, std::move(*stored->message.mutable_revocation()));
  }
  revocation.set_name(absl::StrCat("revocations/", revocation.fingerprint()));
  SetCreated(context, *revocation.mutable_life());
  RevocationRecord record;
  *record.mutable_revocation() = revocation;
  return ChangeStep(environment, context, change, {{key, record.SerializeAsString(), kAbsent}},
                    std::move(revocation));
}

absl::StatusOr<v1::ListRevocationsResponse> ListRevocations(const Environment& environment,
                                                            const RequestContext&,
                                                            const v1::ListRevocationsRequest&) {
  v1::ListRevocationsResponse response;
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<RevocationRecord>(
      *environment.store, keys::AllRevocations(),
      [&](const RevocationRecord& each) { *response.add_revocations() = each.revocation(); }));
  return response;
}

}  // namespace ogi
