# Generates and compiles .proto files once, for everybody.
#
# google/rpc, google/api and google/type come from Debian's golang-github-gogo-googleapis-dev.
find_path(OGI_GOOGLEAPIS_DIR google/rpc/error_details.proto REQUIRED
  PATHS /usr/share/gocode/src/github.com/gogo/googleapis)
find_program(OGI_GRPC_PLUGIN grpc_cpp_plugin REQUIRED)
find_path(OGI_PROTOBUF_INCLUDE_DIR google/protobuf/any.proto REQUIRED)

# ogi_proto_library(TARGET ROOT [GRPC] FILE...): FILEs are relative to ROOT.
function(ogi_proto_library target root)
  cmake_parse_arguments(arg "GRPC" "" "" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${out})
  set(sources)
  foreach(file ${arg_UNPARSED_ARGUMENTS})
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(made ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(plugin)
    if(arg_GRPC)
      list(APPEND made ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      set(plugin --grpc_out=${out} --plugin=protoc-gen-grpc=${OGI_GRPC_PLUGIN})
    endif()
    add_custom_command(
      OUTPUT ${made}
      COMMAND protobuf::protoc --cpp_out=${out} ${plugin} -I ${PROJECT_SOURCE_DIR}/proto
              -I ${OGI_GOOGLEAPIS_DIR} -I ${OGI_PROTOBUF_INCLUDE_DIR} ${root}/${file}
      DEPENDS ${root}/${file}
      VERBATIM)
    list(APPEND sources ${made})
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} SYSTEM PUBLIC ${out})
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf)
endfunction()
