// Reflection comes with its library to every server that is built, asked for or not.
#ifndef OGI_SERVICES_SERVER_REFLECTION_H_
#define OGI_SERVICES_SERVER_REFLECTION_H_

#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>

#include <memory>
#include <vector>

namespace ogi {

// Leaves it out of one server.
class WithoutReflection : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    std::erase_if(*plugins,
                  [](const auto& plugin) { return plugin->name() == "proto_server_reflection"; });
  }
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_REFLECTION_H_
