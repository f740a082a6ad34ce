// The services as gRPC sees them: a line a method.
#ifndef OGI_SERVICES_SERVER_SERVICES_H_
#define OGI_SERVICES_SERVER_SERVICES_H_

#include <grpcpp/impl/service_type.h>

#include <memory>
#include <string>
#include <vector>

#include "services/server/adapter.h"

namespace ogi {

struct NamedService {
  // As in `--services`, e.g. `submission`.
  std::string name;
  // As in gRPC's health and reflection, e.g. `ogi.v1.SubmissionService`.
  std::string full_name;
  std::unique_ptr<grpc::Service> service;
};

// `adapter` outlives them.
std::vector<NamedService> AllServices(Adapter* adapter);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_SERVICES_H_
