"""The tools of an agent over the Model Context Protocol, on standard input and output."""

import json
import logging
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from typing import Any

import anyio
from anyio import CapacityLimiter, to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from bot import VERSION
from bot.agent.tools import Tools
from index.errors import OnTheRecordError

AT_ONCE = 4
"""Calls that are worked on at the same time; more wait."""
FAULT = "this call failed inside On the Record; its log, on standard error, says why"

log = logging.getLogger(__name__)


def serve(tools: Tools) -> None:
    """Until standard input ends."""
    try:
        anyio.run(_serve, _server(tools))
    except* ConnectionError:
        log.info("the agent left in the middle of an answer")


async def _serve(server: Server[Any]) -> None:
    """What anything else prints meanwhile goes to standard error: with Python's print, or straight to the file."""
    async with stdio_server() as (read, write):
        with redirect_stdout(sys.stderr):
            await server.run(read, write, server.create_initialization_options())


def _server(tools: Tools) -> Server[Any]:
    """The tools as the protocol has them; each call runs in a thread."""
    limiter = CapacityLimiter(AT_ONCE)
    described = _described(tools)

    async def list_tools(_context: ServerRequestContext, _page: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=described)

    async def call_tool(_context: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        return await to_thread.run_sync(_called, tools, params.name, params.arguments or {}, limiter=limiter)

    return Server(
        "on-the-record",
        version=VERSION,
        title="On the Record",
        instructions=tools.instructions,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(tools: Tools) -> list[Tool]:
    harmless = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    return [
        Tool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=tool.arguments.model_json_schema(),
            output_schema={"type": "object"},
            annotations=harmless,
        )
        for tool in tools.by_name.values()
    ]


def _called(tools: Tools, name: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """The result as an object and as text, or an error that the agent can act on; never raises."""
    try:
        result = tools.call(name, arguments)
        text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
        return CallToolResult(content=[TextContent(text=text)], structured_content=result)
    except OnTheRecordError as error:
        message = str(error)
    except (Exception, SystemExit):  # whatever it is, the next call may do better
        log.exception("%s failed", name)
        message = FAULT
    return CallToolResult(content=[TextContent(text=message)], is_error=True)
