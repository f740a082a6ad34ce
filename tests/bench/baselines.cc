#include "tests/bench/baselines.h"

#include <grpcpp/grpcpp.h>
#include <rocksdb/db.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"

namespace ogi::bench {
namespace {

class NaivePut final : public v1::SubmissionService::Service {
 public:
  explicit NaivePut(rocksdb::DB* db) : db_(db) {}

  grpc::Status SubmitReport(grpc::ServerContext*, const v1::SubmitReportRequest* request,
                            v1::Revision*) override {
    rocksdb::WriteOptions options;
    options.sync = true;
    const rocksdb::Status status =
        db_->Put(options, request->request_id(), request->report().SerializeAsString());
    return status.ok() ? grpc::Status::OK : grpc::Status(grpc::StatusCode::INTERNAL, "put");
  }

 private:
  rocksdb::DB* const db_;
};

class Echo final
    : public v1::RetrievalService::WithRawCallbackMethod_GetReport<v1::RetrievalService::Service> {
 public:
  explicit Echo(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    answer_ = grpc::ByteBuffer(&slice, 1);
  }

  grpc::ServerUnaryReactor* GetReport(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                      grpc::ByteBuffer* out) override {
    *out = answer_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  grpc::ByteBuffer answer_;
};

int Serve(grpc::Service& service) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::cerr << "{\"event\":\"ready\",\"port\":" << port << "}" << std::endl;
  server->Wait();
  return EXIT_SUCCESS;
}

}  // namespace

int ServeNaivePut(const std::string& directory) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  if (!rocksdb::DB::Open(options, directory, &db).ok()) return EXIT_FAILURE;
  const std::unique_ptr<rocksdb::DB> owner(db);
  NaivePut service(db);
  return Serve(service);
}

int ServeEcho(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  Echo service(std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  return Serve(service);
}

}  // namespace ogi::bench
