// Handlers: keys that tokens are signed with, and certificates that are shut out.
#ifndef OGI_SERVICES_ACCESS_CREDENTIALS_RECORDS_H_
#define OGI_SERVICES_ACCESS_CREDENTIALS_RECORDS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/access_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

absl::StatusOr<Step<v1::TokenKey>> AddTokenKey(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::AddTokenKeyRequest& request);
absl::StatusOr<Step<v1::TokenKey>> WithdrawTokenKey(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::WithdrawTokenKeyRequest& request);
absl::StatusOr<v1::ListTokenKeysResponse> ListTokenKeys(const Environment& environment,
                                                        const RequestContext& context,
                                                        const v1::ListTokenKeysRequest& request);

absl::StatusOr<Step<v1::Revocation>> RevokeCertificate(const Environment& environment,
                                                       const RequestContext& context,
                                                       const v1::RevokeCertificateRequest& request);
absl::StatusOr<v1::ListRevocationsResponse> ListRevocations(
    const Environment& environment, const RequestContext& context,
    const v1::ListRevocationsRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_CREDENTIALS_RECORDS_H_
