import {
  Body,
  Controller,
  createApp,
  Delete,
  Get,
  NoContent,
  Param,
  Post,
  Put,
  Route
} from 'nuages'
import { listen } from '../listen'
import { settingsFor } from '../nuages-settings'
import { newRowSchema, RESOURCES, rowSchema, rowsSchema } from './schemas'

function resourceController(index: number) {
  @Route(`/r${index}`, { name: `r${index}` })
  class ResourceController extends Controller {
    @Get('', { returns: rowsSchema })
    list() {
      return [this.row(1)]
    }

    @Post('', { returns: rowSchema, status: 201 })
    create(@Body(newRowSchema) _input: { title: string }) {
      return this.row(1)
    }

    @Get('/<int:id>', { returns: rowSchema })
    show(@Param('id') id: number) {
      return this.row(id)
    }

    @Put('/<int:id>', { returns: rowSchema })
    replace(@Param('id') id: number, @Body(newRowSchema) _input: { title: string }) {
      return this.row(id)
    }

    @Delete('/<int:id>')
    remove(@Param('id') _id: number) {
      return new NoContent()
    }

    private row(id: number) {
      return { id, title: 'one' }
    }
  }
  return ResourceController
}

export async function start() {
  const controllers = Array.from({ length: RESOURCES }, (_, index) => resourceController(index))
  return listen(await createApp({ ...settingsFor(false), controllers }))
}
